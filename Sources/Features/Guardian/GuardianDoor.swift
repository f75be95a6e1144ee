public import Domain
import Storage
public import Vault

/// What the page behind a link shows. Nobody has proven anything yet, so it says nothing about whom.
public struct GuardianLink: Sendable {
    /// The child gave a number: the code goes there. Otherwise the guardian types their own.
    public let hasNumber: Bool
}

/// How a guardian comes in: with the link from a message or with their number, and always with a code to their phone.
///
/// Opening a link changes nothing, since mail scanners open links. A number at the door is answered alike and as fast
/// whether or not anybody is known by it.
public struct GuardianDoor: Sendable {
    let vault: Vault
    private let outbox: Outbox
    let statements: Statements
    private let numbers: any MobileNumberReading
    private let gate: GuessGate
    private let background: BackgroundWork

    private static let tries = 5
    static let context = "guardian number"
    static let system = Access(
        actor: .system, purpose: .delivery, ground: .serviceDelivery)

    public init(
        vault: Vault, outbox: Outbox, statements: Statements, numbers: any MobileNumberReading,
        gate: GuessGate, background: BackgroundWork
    ) {
        self.vault = vault
        self.outbox = outbox
        self.statements = statements
        self.numbers = numbers
        self.gate = gate
        self.background = background
    }

    /// Nothing when the link is over or was answered.
    public func link(_ token: Token) async throws -> GuardianLink? {
        try await vault.data.read { transaction in
            try GuardianQueries.link(token, in: transaction).map {
                GuardianLink(hasNumber: try GuardianQueries.has(.mobileNumber, $0.guardian, in: transaction))
            }
        }
    }

    /// The button behind the link: a code to the number that the child gave, or to the one that is typed where the
    /// child gave none. The token goes into the cookie of who asked.
    public func askCode(
        link token: Token, mobileNumber typed: String, network: NetworkKey
    ) async throws -> Token {
        let found = try await vault.data.read { transaction in
            try GuardianQueries.link(token, in: transaction).flatMap { link in
                try GuardianQueries.guardian(link.guardian, in: transaction).map {
                    (link: link, guardian: $0)
                }
            }
        }
        guard let (link, guardian) = found else { throw GuardianRefusal.expired }
        let number = try await number(of: guardian, typed: typed)
        try await admit(network)
        let keys = try await vault.keys(of: guardian.id)
        let (own, secret, asked) = try prepare(number, link: link)
        let term = try statements.current.term(of: .signInSecret)
        let isSent = try await vault.data.write { transaction in
            guard
                try GuardianQueries.codesWithinAnHour(to: guardian.id, in: transaction)
                    < Guardian.codesPerHour
            else { return false }
            try GuardianQueries.insert(
                asked, token: own, expires: term.end(from: transaction.now), in: transaction)
            try GuardianQueries.add(guardian.id, to: asked.id, in: transaction)
            try outbox.queue(
                .guardianCode(secret), to: .sms(number), language: guardian.language, keys: keys,
                customer: guardian.customer, service: guardian.service, in: transaction)
            return true
        }
        guard isSent else { throw GuardianRefusal.tooManyRequests(minutes: 60) }
        outbox.wake()
        return own
    }

    /// At the door: whoever has this phone gets a code, if a child ever named them with it.
    public func askCode(mobileNumber typed: String, network: NetworkKey) async throws -> Token {
        guard let number = numbers.mobileNumber(typed) else {
            throw GuardianRefusal.invalid([.mobileNumberInvalid])
        }
        try await admit(network)
        let (own, secret, asked) = try prepare(number, link: nil)
        let term = try statements.current.term(of: .signInSecret)
        try await vault.data.write { transaction in
            try GuardianQueries.insert(
                asked, token: own, expires: term.end(from: transaction.now), in: transaction)
        }
        let work: @Sendable () async throws -> Void = {
            try await send(secret, to: number, asked: asked.id)
        }
        guard await background.start(work) else { throw GuardianRefusal.busy }
        return own
    }

    // MARK: - Asking

    /// - Refuses the child's own number: nobody consents to themselves.
    private func number(of guardian: GuardianRow, typed: String) async throws -> MobileNumber {
        let opened = try await vault.read(
            [.mobileNumber], of: [guardian.holder], access: Self.system)
        if let known = opened[guardian.holder]?[.mobileNumber],
            let number = MobileNumber(e164: known.value.reveal())
        {
            return number
        }
        guard let number = numbers.mobileNumber(typed) else {
            throw GuardianRefusal.invalid([.mobileNumberInvalid])
        }
        let isTheChilds = try await vault.data.read { transaction in
            try !PersonFinder(vault: vault).persons(
                among: [guardian.child], with: .mobileNumber, number.e164, in: transaction
            ).isEmpty
        }
        if isTheChilds { throw GuardianRefusal.invalid([.ownNumber]) }
        return number
    }

    private func prepare(
        _ number: MobileNumber, link: (guardian: Guardian.ID, channel: Message.Channel)?
    ) throws -> (Token, OneTimeSecret, GuardianQueries.Asked) {
        let (token, secret) = (try Token.random(), vault.oneTimeSecret())
        let id = Identifier<GuardianQueries.Asked>.random()
        let asked = GuardianQueries.Asked(
            id: id, secretHash: try vault.secretHash(secret, of: id.bytes), triesLeft: Self.tries,
            link: link?.guardian, channel: link?.channel,
            sealedNumber: try token.seal(Array(number.e164.reveal().utf8), context: Self.context))
        return (token, secret, asked)
    }

    private func admit(_ network: NetworkKey) async throws {
        let now = try await vault.data.read { $0.now }
        do {
            try gate.admit(network, at: now)
        } catch {
            throw GuardianRefusal.tooManyRequests(minutes: error.minutes)
        }
        gate.recordFailure(network, at: now)
    }

    private func send(
        _ secret: OneTimeSecret, to number: MobileNumber, asked: Identifier<GuardianQueries.Asked>
    ) async throws {
        let found = try await vault.data.read { transaction in
            try GuardianQueries.guardians(with: number, vault: vault, in: transaction)
                .compactMap { try GuardianQueries.guardian($0, in: transaction) }
        }
        var keys: [Guardian.ID: PersonKeys] = [:]
        for guardian in found { keys[guardian.id] = try await optionalKeys(of: guardian.id) }
        let known = keys
        guard let first = found.first(where: { known[$0.id] != nil }), let firstKeys = known[first.id] else {
            return
        }
        try await vault.data.write { transaction in
            for guardian in found {
                guard let keys = known[guardian.id],
                    try GuardianQueries.guardian(guardian.id, in: transaction) != nil
                else { continue }
                try vault.record(
                    Processing(
                        .lookUp, .guardianConsent, service: guardian.service,
                        fields: FieldSet([Field.mobileNumber]), subject: keys.pseudonym),
                    access: Self.system, in: transaction)
                try GuardianQueries.add(guardian.id, to: asked, in: transaction)
            }
            guard
                try GuardianQueries.codesWithinAnHour(to: first.id, in: transaction) < Guardian.codesPerHour
            else { return }
            try outbox.queue(
                .guardianCode(secret), to: .sms(number), language: first.language, keys: firstKeys,
                customer: first.customer, service: first.service, in: transaction)
        }
        outbox.wake()
    }

    /// Nothing when they went between the look-up and now: as if never found.
    func optionalKeys(of guardian: Guardian.ID) async throws -> PersonKeys? {
        do {
            return try await vault.keys(of: guardian)
        } catch VaultError.noSuchPerson {
            return nil
        }
    }
}

extension PersonKeys {
    /// A guardian, on their own data and on that of the child they decide for.
    var guardianAccess: Access {
        Access(
            actor: Actor(role: .guardian, organisation: .none, pseudonym: pseudonym), purpose: .delivery,
            ground: .guardianship)
    }
}
