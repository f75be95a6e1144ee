public import Domain
import Storage
public import Vault

public enum Erasure {
    public typealias ID = Identifier<Erasure>
}

/// What anyone with the number may see of an erasure. It says nothing about who.
public struct ErasureReceipt: Sendable {
    public let requested: Moment
    /// Nothing while keys, logs and copies are still being cleaned: then the answer is "busy".
    public let completed: Moment?
    public let fields: FieldSet
    /// Until when the law keeps something under lock; nothing when all of it went.
    public let keptUntil: Moment?
}

/// Where a code can go that proves who asks.
public struct ProofChannels: Sendable {
    public let mobile: MobileNumber?
    public let mail: EmailAddress?
    /// The law has them locked: they are typed, and found by what was typed.
    public let isLocked: Bool

    public init(mobile: MobileNumber?, mail: EmailAddress?, isLocked: Bool) {
        (self.mobile, self.mail, self.isLocked) = (mobile, mail, isLocked)
    }

    func recipient(by channel: Message.Channel) -> MessageAddress? {
        channel == .sms ? mobile.map(MessageAddress.sms) : mail.map(MessageAddress.mail)
    }
}

/// Erasing on request: shown first, proven with a code, done in one transaction, and finished by a job that can be
/// resumed.
public struct Erasures: Sendable {
    private let vault: Vault
    private let outbox: Outbox
    private let statements: Statements
    private let shredder: Shredder
    private let numbers: any MobileNumberReading
    private let requests: OwnRequests
    private let notices = RecipientNotices()

    private static let tries = 5

    public init(
        vault: Vault, outbox: Outbox, statements: Statements, shredder: Shredder,
        numbers: any MobileNumberReading
    ) {
        self.vault = vault
        self.outbox = outbox
        self.statements = statements
        self.shredder = shredder
        self.numbers = numbers
        requests = OwnRequests(vault: vault)
    }

    /// What would go and what would stay. Nothing is touched.
    public func plan(for signedIn: SignedIn) async throws -> ErasurePlan {
        try await vault.data.read { [vault] in
            try Self.plan(for: signedIn.person, vault: vault, in: $0)
        }
    }

    /// Where the code can go. Nothing is opened of contact data that the law locked (P43): then they type it.
    public func channels(for signedIn: SignedIn) async throws -> ProofChannels {
        do {
            let opened = try await vault.read(
                [.mobileNumber, .emailAddress], of: signedIn.person, activity: .ownInspection,
                access: signedIn.access(.fraudAndLegalObligations))
            return ProofChannels(
                mobile: opened[.mobileNumber].flatMap { MobileNumber(e164: $0.value.reveal()) },
                mail: opened[.emailAddress].flatMap { EmailAddress($0.value.reveal()) }, isLocked: false)
        } catch VaultError.restricted {
            return ProofChannels(mobile: nil, mail: nil, isLocked: true)
        }
    }

    /// Steps up: a code to the person's own number or address. Each new code replaces the last.
    ///
    /// - `typed`: their number or address, for who is locked. What is not theirs is answered alike, and gets no code.
    public func askProof(
        for signedIn: SignedIn, by channel: Message.Channel, typed: String = ""
    ) async throws {
        let keys = try await vault.keys(of: signedIn.person)
        let channels = try await channels(for: signedIn)
        let recipient =
            channels.isLocked ? try self.recipient(typed) : channels.recipient(by: channel)
        guard let recipient else { throw SignInRefusal.expired }
        let (secret, id) = (vault.oneTimeSecret(), Challenge.ID.random())
        let hash = try vault.secretHash(secret, of: id.bytes)
        let term = try statements.current.term(of: .signInSecret)
        let sent = try await vault.data.write { transaction in
            let recent = try transaction.row(
                """
                SELECT COUNT(*) FROM message WHERE person_id = $1 AND kind = 'step_up_code' AND created_at > $2
                """, signedIn.person, transaction.now - .hours(1))?.int(0)
            guard (recent ?? 0) < 6,
                let bought = try EndUserQueries.bought(for: signedIn.person, in: transaction)
            else { return false }
            try ChallengeQueries.insert(
                id, token: try .random(), kind: .stepUp, session: signedIn.session, secretHash: hash,
                tries: Self.tries,
                expires: term.end(from: transaction.now), in: transaction)
            if channels.isLocked {
                guard try isTheirs(recipient, of: signedIn.person, in: transaction) else { return true }
            }
            try outbox.queue(
                .stepUpCode(secret), to: recipient, language: signedIn.language, keys: keys,
                customer: bought.customer, service: bought.service, in: transaction)
            return true
        }
        guard sent else { throw SignInRefusal.tooManyRequests(minutes: 60) }
        outbox.wake()
    }

    private func recipient(_ typed: String) throws -> MessageAddress {
        if typed.contains("@") {
            guard let address = EmailAddress(typed) else { throw SignInRefusal.emailInvalid }
            return .mail(address)
        }
        guard let number = numbers.mobileNumber(typed) else { throw SignInRefusal.mobileNumberInvalid }
        return .sms(number)
    }

    private func isTheirs(
        _ recipient: MessageAddress, of person: EndUser.ID, in transaction: Transaction
    ) throws -> Bool {
        try !PersonFinder(vault: vault).persons(
            among: [person], with: recipient.channel.field, recipient.canonical, in: transaction
        ).isEmpty
    }

    /// Erases on a right code. From the moment this returns nothing of what goes can be opened.
    /// - Returns the receipt's number, shown once.
    public func erase(secret typed: String, for signedIn: SignedIn) async throws -> ReceiptNumber {
        let keys = try await vault.keys(of: signedIn.person)
        let given = OneTimeSecret(typed: typed)
        var generator = SystemRandomNumberGenerator()
        let receipt = ReceiptNumber(random: &generator)
        let outcome = try await vault.data.write { transaction -> Result<Void, SignInRefusal> in
            if let refused = try StepUps.refusal(of: given, for: signedIn, vault: vault, in: transaction) {
                return .failure(refused)
            }
            try carryOut(
                keys: keys, receipt: receipt, reason: .erasure, activity: .erasure,
                access: signedIn.access(.fraudAndLegalObligations), in: transaction)
            return .success(())
        }
        try outcome.get()
        shredder.wake()
        return receipt
    }

    /// The one data transaction of an erasure: tombstones, deletions, the leaf, the receipt, and the job's work.
    @discardableResult
    func carryOut(
        keys: PersonKeys, receipt: ReceiptNumber, reason: Destruction, activity: Activity, access: Access,
        in transaction: Transaction
    ) throws -> ErasurePlan {
        let person = EndUser.ID(person: keys.person)
        let plan = try Self.plan(for: person, vault: vault, in: transaction)
        let service = try vault.serviceBought(for: person, in: transaction)
        let isAsked = activity == .erasure
        let recipients =
            isAsked
            ? try notices.recipients(of: plan.goes, of: keys, statement: statements.current, in: transaction)
            : []
        if isAsked {
            try requests.recordErasure(
                of: keys, isComplete: plan.isComplete, access: access, in: transaction)
        }
        try GuardianBurial.finish(
            vault.buryGuardians(of: person, reason: reason, by: access.actor, in: transaction), vault: vault,
            in: transaction)
        let buried = try vault.bury(
            plan.shredded, of: keys, reason: reason, service: service, activity: activity, access: access,
            in: transaction)
        try ErasureQueries.insert(
            .random(), receiptHash: try vault.receiptHash(receipt.text), reason: reason, plan: plan,
            keys: buried,
            in: transaction)
        if isAsked { try notices.tell(recipients, of: .erasure, of: keys, in: transaction) }
        if try plan.isComplete && vault.removePerson(person, in: transaction) { return plan }
        // P43: from here on it opens for the law alone. The log says that it was kept.
        if !plan.holds.isEmpty {
            try vault.record(
                Processing(.store, activity, service: service, fields: plan.stays, subject: keys.pseudonym),
                access: access, in: transaction)
        }
        try vault.closePerson(person, in: transaction)
        return plan
    }

    /// As `carryOut`, of somebody whose keys were lost with an older copy of the key store: what they sealed opens for
    /// nobody, and the rows must go all the same.
    ///
    /// - Returns false when a hold keeps what is left: it is closed then, and goes when the hold ends.
    static func carryOutWithoutKeys(
        _ person: EndUser.ID, reason: Destruction, access: Access, vault: Vault, in transaction: Transaction
    ) throws -> Bool {
        let plan = try plan(for: person, vault: vault, in: transaction)
        try GuardianBurial.finish(
            vault.buryGuardians(of: person, reason: reason, by: access.actor, in: transaction), vault: vault,
            in: transaction)
        let buried = try vault.buryWithoutKeys(
            person, reason: reason, service: try vault.serviceBought(for: person, in: transaction),
            activity: .retention, access: access,
            in: transaction)
        guard let buried else {
            try vault.closePerson(person, in: transaction)
            return false
        }
        var generator = SystemRandomNumberGenerator()
        let receipt = ReceiptNumber(random: &generator)
        try ErasureQueries.insert(
            .random(), receiptHash: try vault.receiptHash(receipt.text), reason: reason, plan: plan,
            keys: buried, in: transaction)
        return true
    }

    /// What would go and what would stay, by the duties and the holds of this moment.
    static func plan(
        for person: EndUser.ID, vault: Vault, in transaction: Transaction
    ) throws -> ErasurePlan {
        ErasurePlan(
            held: try ErasureQueries.held(of: person, in: transaction),
            duties: try vault.legalLocks(on: person, in: transaction).mapValues(\.until),
            holds: try vault.holds(on: person.person, in: transaction), now: transaction.now)
    }

    /// The state of an erasure by its number; nothing when there is none, or its term has passed.
    public func receipt(_ typed: String) async throws -> ErasureReceipt? {
        guard let number = ReceiptNumber(typed: typed) else { return nil }
        let hash = try vault.receiptHash(number.text)
        return try await vault.data.read { try ErasureQueries.receipt(hash, in: $0) }
    }
}
