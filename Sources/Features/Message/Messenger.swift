public import Domain
internal import Storage
public import Vault

/// Delivers what waits in the outbox: several workers, each with a lease on one message at a time.
///
/// Guaranteed: every message reaches `sent` or `failed` (I7); a worker that lost its lease settles nothing;
/// every try stands in the processing log before the words are opened; duplicates share one id. A code that
/// has become useless is not sent late.
public struct Messenger: Sendable {
    let vault: Vault
    let terms: MessageTerms
    let observer: (any MessengerObserving)?
    private let mail: any MailSending
    private let sms: any SMSSending
    private let wakeUp: WakeUp
    private let door: TransferDoor

    /// Longer than any gateway may take, so that only a worker that stopped loses its lease.
    private static let leaseTerm = Moment.Span.minutes(3)
    private static let candidates = 8
    private let picked = Picked()

    public init(
        vault: Vault, statement: Statement, mail: any MailSending, sms: any SMSSending, wakeUp: WakeUp,
        observer: (any MessengerObserving)? = nil
    ) throws {
        self.vault = vault
        self.mail = mail
        self.sms = sms
        self.wakeUp = wakeUp
        self.observer = observer
        door = TransferDoor(statement: statement)
        terms = try MessageTerms(statement)
    }

    /// Works until cancelled; what is being sent then is finished first.
    public func run(workers: Int = 4, poll: Duration = .seconds(5), sweep: Duration = .seconds(600)) async {
        await withTaskGroup { group in
            for _ in 0..<workers {
                group.addTask {
                    for await _ in wakeUp.stream() { await drain() }
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: poll)
                    wakeUp.ring()
                }
            }
            group.addTask {
                while !Task.isCancelled {
                    await reportingTrouble { try await self.sweep() }
                    try? await Task.sleep(for: sweep)
                }
            }
        }
    }

    /// Settles, postpones or gives up one message that is due.
    /// - Returns false when none is.
    @discardableResult
    public func deliverNext() async throws -> Bool {
        let limit = Self.candidates + picked.count
        let due = try await vault.data.read { try MessageQueries.due(limit: limit, in: $0) }
        guard let message = picked.one(of: due) else { return false }
        guard let lease = try await leased(message) else { return true }
        try await settle(lease, try await send(lease))
        return true
    }

    /// Nothing when it was given up, or somebody else has it.
    private func leased(_ message: DueMessage) async throws -> MessageLease? {
        defer { picked.release(message) }
        guard !message.isTooLate else {
            try await abandon(message, .tooLate)
            return nil
        }
        guard !message.isUnreadable, let keys = try await keys(of: message) else {
            try await abandon(message, .unreadable)
            return nil
        }
        return try await take(message, keys: keys)
    }

    private func drain() async {
        while !Task.isCancelled {
            var hasMore = false
            await reportingTrouble { hasMore = try await deliverNext() }
            guard hasMore else { return }
        }
    }

    private func keys(of message: DueMessage) async throws -> PersonKeys? {
        do {
            let keys = try await vault.keys(of: message.person)
            return keys.keyID(.contact) == nil ? nil : keys
        } catch VaultError.noSuchPerson {
            return nil
        }
    }

    /// The lease and the leaf are one transaction: what leaves this machine stands in the log before it does, with
    /// whom it is handed to. While nobody with an agreement carries it, it waits (P31).
    private func take(_ message: DueMessage, keys: PersonKeys) async throws -> MessageLease? {
        let id = MessageLease.ID.random()
        let taken = try await vault.data.write { [vault, terms, door] transaction -> Taken in
            if try MessageQueries.isHeldBack(message.kind, for: message.person, in: transaction) {
                let gone = terms.kept.end(from: transaction.now)
                return try MessageQueries.keep(message.id, gone: gone, in: transaction) ? .kept : .byAnother
            }
            let until = transaction.now + Self.leaseTerm
            guard let taken = try MessageQueries.lease(message.id, as: id, until: until, in: transaction)
            else { return .byAnother }
            let (activity, purpose) = (message.kind.activity, message.kind.purpose)
            let way = try door.way(activity, for: purpose, by: message.channel, in: transaction)
            let logged = try way.map { way in
                let logged = try vault.record(
                    Processing(
                        .send, activity, service: message.service,
                        fields: FieldSet([message.channel.field]), subject: keys.pseudonym),
                    access: Access(actor: .messenger, purpose: purpose, ground: .serviceDelivery),
                    in: transaction)
                try door.note(way, of: logged, in: transaction)
                return logged
            }
            return .leased(
                MessageLease(
                    id: id, message: message.id, kind: message.kind, channel: message.channel,
                    language: taken.language, attempts: taken.attempts, sealed: taken.sealed, keys: keys,
                    logged: logged))
        }
        switch taken {
        case .leased(let lease): return lease
        case .byAnother: return nil
        case .kept:
            observer?.observe(.kept(message.id, message.kind))
            return nil
        }
    }

    private enum Taken: Sendable {
        case leased(MessageLease)
        case byAnother, kept
    }

    private func send(_ lease: MessageLease) async throws -> Delivery {
        guard let logged = lease.logged else { return .temporaryFailure(code: "no_processor") }
        let bytes: Sensitive<[UInt8]>
        do {
            bytes = try vault.openMessage(
                lease.sealed, id: lease.message, keys: lease.keys, logged: logged)
        } catch is VaultError {
            return .permanentFailure(code: "damaged")
        }
        guard let envelope = MessageEnvelope(bytes: bytes.reveal()) else {
            return .permanentFailure(code: "damaged")
        }
        switch (envelope.address, envelope.words.reveal()) {
        case (.sms(let number)?, .sms(let text)):
            return await sms.send(OutgoingSMS(id: lease.message, recipient: number, text: text))
        case (.mail(let address)?, .mail(let content)):
            return await mail.send(
                OutgoingMail(
                    id: lease.message, recipient: address, language: lease.language, content: content))
        default:
            return .permanentFailure(code: "damaged")
        }
    }

    private func settle(_ lease: MessageLease, _ delivery: Delivery) async throws {
        let chance = Double.random(in: 0..<1)
        let event = try await vault.data.write { [terms] transaction -> MessengerEvent in
            let gone = terms.kept.end(from: transaction.now)
            let isOurs: Bool
            let event: MessengerEvent
            switch delivery {
            case .accepted:
                isOurs = try MessageQueries.complete(lease, gone: gone, in: transaction)
                event = .sent(lease.message, lease.kind, attempts: lease.attempts)
            case .temporaryFailure(let code):
                if try MessageQueries.isHeldBack(lease.kind, for: lease.keys.person, in: transaction) {
                    isOurs = try MessageQueries.keep(lease, gone: gone, in: transaction)
                    event = .kept(lease.message, lease.kind)
                } else if let pause = RetrySchedule.pause(afterAttempts: lease.attempts, chance: chance) {
                    isOurs = try MessageQueries.postpone(
                        lease, until: transaction.now + pause, failure: code, in: transaction)
                    event = .postponed(lease.message, lease.kind, attempts: lease.attempts, code: code)
                } else {
                    isOurs = try MessageQueries.fail(lease, failure: code, gone: gone, in: transaction)
                    event = .failed(lease.message, lease.kind, code: code)
                }
            case .permanentFailure(let code):
                isOurs = try MessageQueries.fail(lease, failure: code, gone: gone, in: transaction)
                event = .failed(lease.message, lease.kind, code: code)
            }
            return isOurs ? event : .leaseLost(lease.message, lease.kind)
        }
        observer?.observe(event)
    }

    private func abandon(_ message: DueMessage, _ reason: AbandonReason) async throws {
        let isOurs = try await vault.data.write { [terms] transaction in
            try MessageQueries.abandon(
                message, failure: reason, gone: terms.kept.end(from: transaction.now), in: transaction)
        }
        if isOurs { observer?.observe(.failed(message.id, message.kind, code: reason.rawValue)) }
    }

    /// A store that does not answer is no reason to stop: the next round tries again.
    private func reportingTrouble(_ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            observer?.observe(.interrupted(String(describing: type(of: error))))
        }
    }
}
