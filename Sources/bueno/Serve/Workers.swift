import Domain
import Features
import Logging
import ServiceLifecycle

/// Work that a server repeats for as long as it runs. What goes wrong once is logged by its kind and tried again.
struct Repeating: ServiceLifecycle.Service {
    let name: String
    let every: Duration
    let logger: Logger
    /// Rings when there is something to do before the time is up.
    var wakeUp: WakeUp?
    let work: @Sendable () async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await ring() }
                for await _ in rounds.stream() { await once() }
                group.cancelAll()
            }
        }
    }

    /// Every round that begins is finished, so a shutdown never cuts one short.
    private func once() async {
        await Task {
            do {
                try await work()
            } catch {
                logger.error("\(name).failed", metadata: ["kind": "\(Failure.kind(of: error))"])
            }
        }.value
    }

    private let own = WakeUp()
    private var rounds: WakeUp { wakeUp ?? own }

    private func ring() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: every)
            rounds.ring()
        }
    }

    init(
        _ name: String, every: Duration, logger: Logger, wakeUp: WakeUp? = nil,
        work: @escaping @Sendable () async throws -> Void
    ) {
        (self.name, self.every, self.logger, self.wakeUp, self.work) = (name, every, logger, wakeUp, work)
    }
}

/// Brings messages from the outbox to the gateways.
struct MessengerService: ServiceLifecycle.Service {
    let messenger: Messenger

    func run() async throws {
        await cancelWhenGracefulShutdown { await messenger.run() }
    }
}

/// Waits, at shutdown, for answers that go on after they were given.
struct Draining: ServiceLifecycle.Service {
    let background: BackgroundWork

    func run() async throws {
        try? await gracefulShutdown()
        await background.drain()
    }
}

/// What the messenger did, as lines with ids and codes.
struct MessengerLog: MessengerObserving {
    let logger: Logger

    func observe(_ event: MessengerEvent) {
        switch event {
        case .sent(let id, let kind, let attempts):
            logger.info(
                "message.sent",
                metadata: ["id": "\(id)", "kind": "\(kind.rawValue)", "attempts": "\(attempts)"])
        case .postponed(let id, let kind, let attempts, let code):
            logger.warning(
                "message.postponed",
                metadata: [
                    "id": "\(id)", "kind": "\(kind.rawValue)", "attempts": "\(attempts)", "code": "\(code)",
                ])
        case .failed(let id, let kind, let code):
            logger.warning(
                "message.failed", metadata: ["id": "\(id)", "kind": "\(kind.rawValue)", "code": "\(code)"])
        case .kept(let id, let kind):
            logger.info("message.kept", metadata: ["id": "\(id)", "kind": "\(kind.rawValue)"])
        case .leaseLost(let id, let kind):
            logger.warning("message.lease_lost", metadata: ["id": "\(id)", "kind": "\(kind.rawValue)"])
        case .swept(let count): logger.info("message.swept", metadata: ["count": "\(count)"])
        case .interrupted(let code): logger.error("message.interrupted", metadata: ["code": "\(code)"])
        }
    }
}
