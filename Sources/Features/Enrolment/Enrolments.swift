public import Domain
import Storage
public import Vault

/// From a letter to an account in three screens: the code, the number and address, the proof by SMS.
///
/// Between the screens a person is an attempt, found by a token that only their browser holds. What they typed is
/// sealed under that token, so an attempt that is left behind cannot be opened by anyone, us included.
public struct Enrolments: Sendable {
    let vault: Vault
    let sessions: Sessions
    let outbox: Outbox
    let statements: Statements
    let numbers: any MobileNumberReading
    private let codeGate: GuessGate
    private let naming: GuardianNaming

    static let tries = 5
    private static let sends = 4

    public init(
        vault: Vault, sessions: Sessions, outbox: Outbox, statements: Statements,
        numbers: any MobileNumberReading,
        codeGate: GuessGate
    ) {
        self.vault = vault
        self.sessions = sessions
        self.outbox = outbox
        self.statements = statements
        self.numbers = numbers
        self.codeGate = codeGate
        naming = GuardianNaming(vault: vault, outbox: outbox)
    }

    /// Screen one. A code that may be redeemed begins an attempt; any other is refused with its reason.
    /// Wrong codes count towards the caps on guessing; a typing error that the check character catches does not.
    public func begin(code typed: String, network: NetworkKey) async throws -> Token {
        let code: EnrolmentCode
        do {
            code = try EnrolmentCode(typed: typed)
        } catch {
            throw EnrolmentRefusal.code(error)
        }
        let hash = try vault.codeHash(code)
        let (found, now) = try await vault.data.read {
            (try EnrolmentQueries.code(hash: hash, in: $0), $0.now)
        }
        do {
            try codeGate.admit(network, at: now)
        } catch {
            throw EnrolmentRefusal.tooManyGuesses(minutes: error.minutes)
        }
        guard let found else {
            codeGate.recordFailure(network, at: now)
            throw EnrolmentRefusal.code(.unknown)
        }
        do {
            try found.redeemable(at: now)
        } catch {
            throw EnrolmentRefusal.code(error)
        }
        let token = try Token.random()
        let attempt = AttemptRow(
            id: .random(), tokenHash: token.hash, code: found.id, customer: found.customer,
            contract: found.contract,
            sealedCode: try token.seal(Array(code.lastGroup.reveal().utf8), context: "attempt code"),
            triesLeft: Self.tries, sendsLeft: Self.sends,
            expires: try statements.current.term(of: .enrolmentAttempt).end(from: now), service: found.service
        )
        try await vault.data.write { try EnrolmentQueries.insert(attempt, in: $0) }
        return token
    }

    /// What the next screen shows; nothing when the attempt is over.
    public func attempt(_ token: Token) async throws -> EnrolmentAttempt? {
        let found = try await vault.data.read { transaction -> (AttemptRow, String, Service)? in
            guard let row = try EnrolmentQueries.attempt(token, in: transaction),
                let place = try transaction.row(
                    """
                    SELECT c.name, k.service FROM contract k JOIN customer c ON c.customer_id = k.customer_id
                    WHERE k.contract_id = $1
                    """, row.contract)
            else { return nil }
            return (row, try place.text(0), try place.word(1))
        }
        guard let (row, customerName, service) = found else { return nil }
        let contact = try row.sealedContact.map {
            try SealedContact(token.open($0, context: "attempt contact"))
        }
        let guardian = try row.sealedGuardian.map {
            try SealedGuardian(token.open($0, context: "attempt guardian")).guardian
        }
        return EnrolmentAttempt(
            customerName: customerName, service: service, stage: row.stage,
            mobileNumber: contact?.mobileNumber, emailAddress: contact?.emailAddress, age: row.age,
            guardian: guardian, sendsLeft: row.sendsLeft)
    }

    /// Screen two. Judges the form, makes the person's keys durable, and sends a code to the number. Who is under
    /// sixteen names a guardian first (`name`), and nothing is sent before.
    ///
    /// Nobody learns here whether the number or the address is known already: nothing is looked up.
    public func give(
        _ form: ContactForm, on token: Token, language: Language, network: NetworkKey,
        isHelped: Bool = false
    ) async throws {
        guard let row = try await vault.data.read({ try EnrolmentQueries.attempt(token, in: $0) }) else {
            throw EnrolmentRefusal.attemptExpired
        }
        let details = try details(of: row, token)
        if row.service == .mobile, details == nil { throw EnrolmentRefusal.attemptExpired }
        let now = try await vault.data.read { $0.now }
        // Who gave a date of birth is not asked for an age as well.
        let contact = try form.with(age: details?.birthDate.declaredAge(at: now)).contact(
            reading: numbers, isHelped: isHelped)
        let person = row.person ?? .random()
        let keys =
            row.person == nil ? try await vault.makeKeys(for: person) : try await vault.keys(of: person)
        let secret = vault.oneTimeSecret()
        let secretHash = try vault.secretHash(secret, of: row.id.bytes)
        let given = SealedContact(contact)
        let sealed = try token.seal(given.bytes, context: "attempt contact")
        let form = try statements.formVersion(service: row.service, language: language).id
        let isMinor = contact.age == .underSixteen
        let sent = try await vault.data.write { transaction in
            guard
                isMinor
                    ? try EnrolmentQueries.giveAsMinor(
                        row, person: person, sealedContact: sealed, formVersion: form, in: transaction)
                    : try EnrolmentQueries.give(
                        row, person: person, age: contact.age, sealedContact: sealed, formVersion: form,
                        secretHash: secretHash, tries: Self.tries, in: transaction)
            else { return false }
            // P16: the act of giving stands in the log, by the person's own hand.
            try vault.record(
                Processing(
                    .collect, .enrolment, service: row.service,
                    fields: given.fields, subject: keys.pseudonym),
                access: keys.ownAccess(.delivery), in: transaction)
            if isMinor { return true }
            try send(secret, to: contact.mobileNumber, row, keys: keys, language, in: transaction)
            return true
        }
        guard sent else { throw EnrolmentRefusal.noSendsLeft }
        outbox.wake()
    }

    func send(
        _ secret: OneTimeSecret, to number: MobileNumber, _ row: AttemptRow, keys: PersonKeys,
        _ language: Language, in transaction: Transaction
    ) throws {
        try outbox.queue(
            .enrolmentCode(secret), to: .sms(number), language: language, keys: keys,
            customer: row.customer, service: row.service, in: transaction)
    }

    /// Sends a new code to the same number; the old one no longer works.
    public func resend(on token: Token, language: Language) async throws {
        guard let row = try await vault.data.read({ try EnrolmentQueries.attempt(token, in: $0) }),
            let person = row.person, let sealed = row.sealedContact, row.secretHash != nil
        else { throw EnrolmentRefusal.attemptExpired }
        let contact = try SealedContact(token.open(sealed, context: "attempt contact"))
        let keys = try await vault.keys(of: person)
        let secret = vault.oneTimeSecret()
        let secretHash = try vault.secretHash(secret, of: row.id.bytes)
        let sent = try await vault.data.write { transaction in
            guard
                try EnrolmentQueries.resend(row, secretHash: secretHash, tries: Self.tries, in: transaction)
            else { return false }
            try send(secret, to: contact.mobileNumber, row, keys: keys, language, in: transaction)
            return true
        }
        guard sent else { throw EnrolmentRefusal.noSendsLeft }
        outbox.wake()
    }

    /// Screen three. The right code redeems, stores and signs in, in one transaction: all of it or nothing.
    ///
    /// - `isHelped`: on somebody else's computer, where nobody is signed in afterwards.
    public func prove(
        secret typed: String, on token: Token, device: Device, language: Language, isHelped: Bool = false
    ) async throws -> Enrolled {
        guard let row = try await vault.data.read({ try EnrolmentQueries.attempt(token, in: $0) }),
            let person = row.person, let sealed = row.sealedContact
        else { throw EnrolmentRefusal.attemptExpired }
        let contact = try SealedContact(token.open(sealed, context: "attempt contact"))
        let lastGroup = Sensitive(
            String(decoding: try token.open(row.sealedCode, context: "attempt code").reveal(), as: UTF8.self))
        let keys = try await vault.keys(of: person)
        let guardian = try row.sealedGuardian.map {
            try SealedGuardian(token.open($0, context: "attempt guardian"))
        }
        let guardianKeys: PersonKeys? =
            guardian == nil ? nil : try await vault.makeKeys(for: Guardian.ID.random())
        let given = OneTimeSecret(typed: typed)
        let awaiting = try statements.current.term(of: .awaitingGuardian)
        let outcome = try await vault.data.write { transaction -> Result<Enrolled, EnrolmentRefusal> in
            guard let row = try EnrolmentQueries.attempt(token, in: transaction), row.person == person,
                let hash = row.secretHash, let age = row.age
            else { return .failure(.attemptExpired) }
            if row.stage == .check { return .success(.toBeConfirmed) }
            guard try EnrolmentQueries.takeTry(row, in: transaction) else { return .failure(.noTriesLeft) }
            guard let given, try vault.secret(given, of: row.id.bytes, matches: hash) else {
                return .failure(row.triesLeft > 1 ? .wrongSecret(triesLeft: row.triesLeft - 1) : .noTriesLeft)
            }
            if row.service == .mobile {
                try EnrolmentQueries.setProven(row, in: transaction)
                return .success(.toBeConfirmed)
            }
            if let refusal = try redeem(row, in: transaction) { return .failure(.code(refusal)) }
            let isMinor = age == .underSixteen
            // P18: nobody under sixteen gets this far without somebody to ask.
            guard (guardian != nil) == isMinor else { return .failure(.attemptExpired) }
            let until = isMinor ? awaiting.end(from: transaction.now) : nil
            try EnrolmentQueries.insertEndUser(
                person, attempt: row, keys: keys, state: until == nil ? .active : .awaitingGuardian, age: age,
                language: language, keepUntil: until,
                ageCheck: isMinor ? CalendarMonth(of: transaction.now).end : nil, in: transaction)
            try store(
                contact, lastGroup: lastGroup, guardian: guardian, row: row, keys: keys, in: transaction)
            try EnrolmentQueries.finish(row, in: transaction)
            if let until, let guardian, let guardianKeys {
                try name(
                    guardian, guardianKeys, by: keys, row: row, language: language, until: until,
                    in: transaction)
                try outbox.queue(
                    .awaitingGuardian(until: until), to: contact.emailAddress.map(MessageAddress.mail),
                    language: language, keys: keys, customer: row.customer, service: row.service,
                    in: transaction)
                return .success(.awaitingGuardian(until: until))
            }
            try outbox.queue(
                .welcome, to: contact.emailAddress.map(MessageAddress.mail), language: language, keys: keys,
                customer: row.customer, service: row.service, in: transaction)
            if isHelped { return .success(.helped(contact.mobileNumber)) }
            return .success(.active(try sessions.begin(for: person, device: device, in: transaction)))
        }
        outbox.wake()
        return try outcome.get()
    }

    /// The code was good at screen one; what counts is whether it is now.
    func redeem(_ row: AttemptRow, in transaction: Transaction) throws -> CodeRefusal? {
        guard let code = try EnrolmentQueries.code(id: row.code, in: transaction) else { return .unknown }
        do {
            try code.redeemable(at: transaction.now)
        } catch {
            return error
        }
        return try EnrolmentQueries.redeem(row.code, in: transaction) ? nil : .alreadyRedeemed
    }

    /// Whom a child named becomes somebody we know, and is asked.
    func name(
        _ guardian: SealedGuardian, _ guardianKeys: PersonKeys, by child: PersonKeys, row: AttemptRow,
        language: Language, until: Moment, in transaction: Transaction
    ) throws {
        guard let named = guardian.guardian.named else { return }
        try naming.name(
            named, keys: guardianKeys,
            by: MinorChild(
                id: EndUser.ID(person: child.person), customer: row.customer, service: row.service,
                pseudonym: child.pseudonym), given: guardian.given, form: guardian.form, language: language,
            until: until, in: transaction)
    }

    private func store(
        _ contact: SealedContact, lastGroup: Sensitive<String>, guardian: SealedGuardian?, row: AttemptRow,
        keys: PersonKeys, in transaction: Transaction
    ) throws {
        let month = guardian.map { guardian in
            FieldValue(
                .turnsSixteen, Sensitive(guardian.guardian.turnsSixteen.text),
                Provenance(
                    source: .endUser, given: guardian.given, formVersion: guardian.form, service: row.service)
            )
        }
        try vault.store(
            try Self.values(contact, lastGroup: lastGroup, row: row, confirmed: nil)
                + [month].compactMap(\.self),
            of: keys, customer: row.customer, service: row.service, activity: .enrolment,
            access: keys.ownAccess(.delivery), in: transaction)
    }
}
