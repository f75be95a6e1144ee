internal import Domain
internal import Synchronization

/// The messages that a worker of this process is about to lease: the others pick another one meanwhile, so that they
/// do not all write for the same. What decides is still the lease in the store.
final class Picked: Sendable {
    private let ids = Mutex<Set<Message.ID>>([])

    var count: Int { ids.withLock { $0.count } }

    /// By chance, because other processes pick too. Nothing when all of them are picked.
    func one(of due: [DueMessage]) -> DueMessage? {
        ids.withLock { ids in
            guard let message = due.filter({ !ids.contains($0.id) }).randomElement() else { return nil }
            ids.insert(message.id)
            return message
        }
    }

    func release(_ message: DueMessage) {
        _ = ids.withLock { $0.remove(message.id) }
    }
}
