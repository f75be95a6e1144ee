public import Domain
import Storage
public import Vault

/// Signing in without a password: a code by SMS, or a link by mail.
///
/// A request is answered alike and as fast whether or not anybody is known: only a challenge is written; looking
/// up and sending happen afterwards. What is found is shown after proof alone.
public struct SignIns: Sendable {
    private let vault: Vault
    private let sessions: Sessions
    private let statements: Statements
    private let numbers: any MobileNumberReading
    private let gate: GuessGate
    private let background: BackgroundWork
    private let notices: SignInNotices
    private let finder: PersonFinder

    private static let tries = 5

    public init(
        vault: Vault, sessions: Sessions, outbox: Outbox, statements: Statements,
        numbers: any MobileNumberReading,
        gate: GuessGate, background: BackgroundWork
    ) {
        self.vault = vault
        self.sessions = sessions
        self.statements = statements
        self.numbers = numbers
        self.gate = gate
        self.background = background
        finder = PersonFinder(vault: vault)
        notices = SignInNotices(vault: vault, outbox: outbox)
    }

    /// Asks for a code by SMS. The token goes into the cookie of who asked.
    public func requestBySMS(
        mobileNumber typed: String, network: NetworkKey, language: Language
    ) async throws -> Token {
        guard let number = numbers.mobileNumber(typed) else { throw SignInRefusal.mobileNumberInvalid }
        let (token, secret, challenge) = try await ask(.signInSMS, network: network)
        let work: @Sendable () async throws -> Void = {
            let found = try await finder.find(.mobileNumber, number.e164)
            try await notices.send(
                .signInCode(secret), to: .sms(number), found: found, challenge: challenge,
                fields: FieldSet([Field.mobileNumber]))
        }
        guard await background.start(work) else { throw SignInRefusal.busy }
        return token
    }

    /// Asks for a link by mail. Nothing goes back to who asked; the link itself is the token.
    public func requestByMail(
        emailAddress typed: String, network: NetworkKey, language: Language
    ) async throws {
        guard let address = EmailAddress(typed) else { throw SignInRefusal.emailInvalid }
        let (token, _, challenge) = try await ask(.signInMail, network: network)
        let work: @Sendable () async throws -> Void = {
            let found = try await finder.find(.emailAddress, address.canonical)
            try await notices.send(
                .signInLink(token: Sensitive(token.reveal())), to: .mail(address), found: found,
                challenge: challenge, fields: FieldSet([Field.emailAddress]))
        }
        guard await background.start(work) else { throw SignInRefusal.busy }
    }

    private func ask(
        _ kind: Challenge.Kind, network: NetworkKey
    ) async throws -> (Token, OneTimeSecret, Challenge.ID) {
        let (token, secret, id) = (try Token.random(), vault.oneTimeSecret(), Challenge.ID.random())
        let hash = try vault.secretHash(secret, of: id.bytes)
        let term = try statements.current.term(of: .signInSecret)
        let now = try await vault.data.read { $0.now }
        do {
            try gate.admit(network, at: now)
        } catch {
            throw SignInRefusal.tooManyRequests(minutes: error.minutes)
        }
        gate.recordFailure(network, at: now)
        try await vault.data.write { transaction in
            try ChallengeQueries.insert(
                id, token: token, kind: kind, session: nil, secretHash: hash, tries: Self.tries,
                expires: term.end(from: transaction.now), in: transaction)
        }
        return (token, secret, id)
    }

    /// The code from the SMS. Each challenge has a few tries, whoever asks.
    public func prove(secret typed: String, on token: Token, device: Device) async throws -> SignInOutcome<
        Token
    > {
        let given = OneTimeSecret(typed: typed)
        let proven = try await vault.data.write { transaction -> Result<[EndUser.ID], SignInRefusal> in
            guard let row = try ChallengeQueries.challenge(token, in: transaction), row.kind == .signInSMS,
                row.proven == nil
            else { return .failure(.expired) }
            guard try ChallengeQueries.takeTry(row.id, in: transaction) else { return .failure(.noTriesLeft) }
            let persons = try ChallengeQueries.persons(of: row.id, in: transaction)
            guard let given, try vault.secret(given, of: row.id.bytes, matches: row.secretHash),
                !persons.isEmpty
            else {
                return .failure(row.triesLeft > 1 ? .wrongSecret(triesLeft: row.triesLeft - 1) : .noTriesLeft)
            }
            try ChallengeQueries.prove(row.id, tries: Self.tries, in: transaction)
            return .success(persons)
        }
        return try await goOn(token, persons: try proven.get(), other: .emailAddress, device: device)
    }

    /// The button behind the link in the mail: opening the link alone does nothing, since mail scanners open links.
    public func confirmLink(_ token: Token, device: Device) async throws -> SignInOutcome<Token> {
        let proven = try await vault.data.write { transaction -> Result<[EndUser.ID], SignInRefusal> in
            guard let row = try ChallengeQueries.challenge(token, in: transaction), row.kind == .signInMail,
                row.proven == nil
            else { return .failure(.expired) }
            let persons = try ChallengeQueries.persons(of: row.id, in: transaction)
            guard !persons.isEmpty else { return .failure(.expired) }
            try ChallengeQueries.prove(row.id, tries: Self.tries, in: transaction)
            return .success(persons)
        }
        return try await goOn(token, persons: try proven.get(), other: .mobileNumber, device: device)
    }

    /// Whether a link can still be used, for the page that shows its button.
    public func isLinkOpen(_ token: Token) async throws -> Bool {
        try await vault.data.read { transaction in
            try ChallengeQueries.challenge(token, in: transaction).map {
                $0.kind == .signInMail && $0.proven == nil
            }
                ?? false
        }
    }

    /// Several accounts behind one phone or mailbox: the other value tells which are this person's.
    public func proveOther(_ typed: String, on token: Token, device: Device) async throws -> Token {
        let withoutAddress = try await personsWithoutAddress(on: token, codeEnding: typed)
        let outcome = try await vault.data.write { transaction -> Result<Token, SignInRefusal> in
            guard let row = try ChallengeQueries.challenge(token, in: transaction), row.proven != nil else {
                return .failure(.expired)
            }
            if let withoutAddress {
                return try goOn(row, with: withoutAddress, device: device, in: transaction)
            }
            let (field, value): (Field, Sensitive<String>)
            if row.kind == .signInSMS {
                guard let address = EmailAddress(typed) else { return .failure(.emailInvalid) }
                (field, value) = (.emailAddress, address.canonical)
            } else {
                guard let number = numbers.mobileNumber(typed) else { return .failure(.mobileNumberInvalid) }
                (field, value) = (.mobileNumber, number.e164)
            }
            let persons = try finder.persons(
                among: try ChallengeQueries.persons(of: row.id, in: transaction), with: field, value,
                in: transaction)
            return try goOn(row, with: persons, device: device, in: transaction)
        }
        return try outcome.get()
    }

    /// Signs in those who were told apart, for one try.
    private func goOn(
        _ row: ChallengeRow, with persons: [EndUser.ID], device: Device, in transaction: Transaction
    ) throws -> Result<Token, SignInRefusal> {
        guard try ChallengeQueries.takeTry(row.id, in: transaction) else { return .failure(.noTriesLeft) }
        guard let first = persons.first else {
            return .failure(row.triesLeft > 1 ? .doesNotMatch(triesLeft: row.triesLeft - 1) : .noTriesLeft)
        }
        guard try ChallengeQueries.use(row.id, in: transaction) else { return .failure(.expired) }
        return .success(try sessions.begin(for: first, others: persons, device: device, in: transaction))
    }

    /// Who shares a phone and has no address is told apart by the end of their code, which is on their letter.
    /// Nothing when something else was typed.
    private func personsWithoutAddress(on token: Token, codeEnding typed: String) async throws -> [EndUser
        .ID]?
    {
        guard let ending = EnrolmentCode.lastGroup(typed: typed) else { return nil }
        let found = try await vault.data.read { transaction -> [EndUser.ID]? in
            guard let row = try ChallengeQueries.challenge(token, in: transaction), row.proven != nil,
                row.kind == .signInSMS, row.triesLeft > 0
            else { return nil }
            return try ChallengeQueries.persons(of: row.id, in: transaction).filter {
                try !finder.has(.emailAddress, $0, in: transaction)
            }
        }
        guard let found else { return nil }
        var matching: [EndUser.ID] = []
        for person in found {
            if try await value(.enrolmentCode, of: person) == ending { matching.append(person) }
        }
        return matching
    }

    private func goOn(
        _ token: Token, persons: [EndUser.ID], other: Field, device: Device
    ) async throws -> SignInOutcome<Token> {
        if try await isEnough(persons, by: other) {
            let session = try await vault.data.write { transaction -> Token? in
                guard let row = try ChallengeQueries.challenge(token, in: transaction),
                    let first = persons.first,
                    try ChallengeQueries.use(row.id, in: transaction)
                else { return nil }
                return try sessions.begin(for: first, others: persons, device: device, in: transaction)
            }
            guard let session else { throw SignInRefusal.expired }
            return .signedIn(session)
        }
        return other == .emailAddress ? .askEmail : .askMobileNumber
    }

    /// Whether one proof tells whose data may be shown: all is one human's, and nobody of them is read along with.
    private func isEnough(_ persons: [EndUser.ID], by other: Field) async throws -> Bool {
        let isReadAlong = try await vault.data.read { transaction in
            try persons.contains { try SafeContactQueries.isOn(for: $0.person, in: transaction) }
        }
        if isReadAlong { return false }
        return try await belongToOne(persons, by: other)
    }

    /// One human with several codes gave the same number and the same address each time.
    private func belongToOne(_ persons: [EndUser.ID], by field: Field) async throws -> Bool {
        guard persons.count > 1 else { return true }
        var values: Set<Sensitive<String>> = []
        for person in persons {
            // Two without an address may be two humans.
            guard let value = try await value(field, of: person) else { return false }
            values.insert(value)
        }
        return values.count == 1
    }

    /// P43: nothing of what the law locked. Who typed it is found by it all the same.
    private func value(_ field: Field, of person: EndUser.ID) async throws -> Sensitive<String>? {
        do {
            return try await vault.read(
                [field], of: person, activity: .signIn,
                access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))[field]?.value
        } catch VaultError.restricted {
            return nil
        }
    }
}
