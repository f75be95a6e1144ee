import Domain
import Storage
import Synchronization
import TestKit
import Vault

@testable import Features

/// An installation with one person, an outbox and a messenger whose outside world is a script.
struct MessageFixture {
    let store: TemporaryStore
    let vault: Vault
    let statement: Statement
    let keys: PersonKeys
    let customer = Customer.ID.random()
    let wakeUp = WakeUp()
    let outside = OutsideWorld()
    let events = EventRecorder()
    let outbox: Outbox
    let messenger: Messenger

    static func with(
        _ engine: TestEngine, demonstration: Bool = false, _ body: (MessageFixture) async throws -> Void
    ) async throws {
        try await TemporaryStore.with(engine) { store in
            try await body(MessageFixture(store, demonstration: demonstration))
        }
    }

    private init(_ store: TemporaryStore, demonstration: Bool) async throws {
        self.store = store
        statement = try StatementDocument.bundled(privacyContact: "privacy@bueno.example.nl").statement
        let root = try FileRootKey.create(path: store.directory.path(of: "root.key"))
        vault = try await Vault.open(
            data: store.data, keys: store.keys, roots: [root], policy: statement.policy,
            statementVersion: Int64(statement.version), demonstration: demonstration)
        keys = try await vault.makeKeys(for: EndUser.ID.random())
        guard let site = PublicSite(url: "https://bueno.example.nl") else { throw FixtureError.siteRefused }
        outbox = try Outbox(vault: vault, statement: statement, site: site, wakeUp: wakeUp)
        try await Processors(vault: vault).record(Processor.Declaration.invented)
        messenger = try Messenger(
            vault: vault, statement: statement, mail: outside, sms: outside, wakeUp: wakeUp, observer: events)
    }

    var clock: TestClock { store.clock }

    @discardableResult
    func queue(_ topic: MessageTopic = .welcome, for keys: PersonKeys? = nil) async throws -> Message.ID {
        let address = try topic.kind.channels.contains(.mail) ? mailbox : phone
        return try await vault.data.write { [outbox, customer, own = self.keys] transaction in
            try outbox.queue(
                topic, to: address, language: .dutch, keys: keys ?? own, customer: customer,
                service: .freeCalling,
                in: transaction)
        }
    }

    var code: OneTimeSecret {
        get throws {
            guard let code = OneTimeSecret(typed: "123456") else { throw FixtureError.codeRefused }
            return code
        }
    }

    private var mailbox: MessageAddress {
        get throws {
            guard let address = EmailAddress("v.voorbeeld@example.nl") else {
                throw FixtureError.addressRefused
            }
            return .mail(address)
        }
    }

    private var phone: MessageAddress {
        get throws {
            guard let number = MobileNumber(e164: "+31612345678") else { throw FixtureError.numberRefused }
            return .sms(number)
        }
    }

    /// Delivers until nothing is due.
    func drain() async throws {
        while try await messenger.deliverNext() {}
    }

    struct StoredMessage: Equatable {
        let state: String
        let attempts: Int64
        let failure: String?
        let isSealed: Bool
    }

    func stored(_ id: Message.ID) async throws -> StoredMessage? {
        try await vault.data.read { transaction in
            try transaction.row(
                "SELECT state, attempts, failure, sealed FROM message WHERE message_id = $1", id
            ).map {
                StoredMessage(
                    state: try $0.text(0), attempts: try $0.int(1), failure: try $0.optionalText(2),
                    isSealed: try $0.optionalBlob(3) != nil)
            }
        }
    }

    /// What the processing log says about the person.
    func leaves(_ act: ProcessingAct) async throws -> [LogLeaf] {
        try await vault.leaves(of: keys.pseudonym, before: nil, limit: 1_000).filter { $0.act == act }
    }

    /// The person on their own data.
    var own: Access {
        Access(
            actor: Actor(role: .endUser, organisation: .none, pseudonym: keys.pseudonym),
            purpose: .communication,
            ground: .ownData)
    }
}

enum FixtureError: Error {
    case siteRefused, codeRefused, addressRefused, numberRefused
}

/// The mail server and the telephone network of a test: remembers what it got and answers what it is told.
final class OutsideWorld: MailSending, SMSSending {
    private struct State {
        var answers: [Delivery] = []
        var lastAnswer = Delivery.accepted(reference: nil)
        var received: [Message.ID] = []
        var texts: [String] = []
        var gate: Gate?
    }

    private let state = Mutex(State())

    var received: [Message.ID] { state.withLock { $0.received } }
    var texts: [String] { state.withLock { $0.texts } }

    /// The next answers; afterwards everything is accepted.
    func answer(_ answers: Delivery...) { state.withLock { $0.answers = answers } }

    func answerAlways(_ answer: Delivery) { state.withLock { $0.lastAnswer = answer } }

    /// The next message waits at this gate until it opens.
    func hold(at gate: Gate) { state.withLock { $0.gate = gate } }

    func send(_ mail: OutgoingMail) async -> Delivery { await receive(mail.id, mail.content.reveal().text) }

    func send(_ sms: OutgoingSMS) async -> Delivery { await receive(sms.id, sms.text.reveal()) }

    private func receive(_ id: Message.ID, _ text: String) async -> Delivery {
        let (answer, gate) = state.withLock { state -> (Delivery, Gate?) in
            state.received.append(id)
            state.texts.append(text)
            let gate = state.gate
            state.gate = nil
            return (state.answers.isEmpty ? state.lastAnswer : state.answers.removeFirst(), gate)
        }
        await gate?.pass()
        return answer
    }
}

/// Closed until it is opened; says when somebody stands before it.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var watchers: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        for watcher in watchers { watcher.resume() }
        watchers = []
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func someoneWaits() async {
        if !waiting.isEmpty { return }
        await withCheckedContinuation { watchers.append($0) }
    }

    func open() {
        isOpen = true
        for one in waiting { one.resume() }
        waiting = []
    }
}

final class EventRecorder: MessengerObserving {
    private let events = Mutex<[MessengerEvent]>([])

    var all: [MessengerEvent] { events.withLock { $0 } }
    var sent: [Message.ID] {
        all.compactMap { if case .sent(let id, _, _) = $0 { id } else { nil } }
    }

    func observe(_ event: MessengerEvent) { events.withLock { $0.append(event) } }
}
