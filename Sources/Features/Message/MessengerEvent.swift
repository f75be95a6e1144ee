public import Domain

/// What the messenger did, for logs and figures: ids, kinds, codes and counts; never a recipient or a word.
public enum MessengerEvent: Hashable, Sendable {
    case sent(Message.ID, MessageKind, attempts: Int64)
    case postponed(Message.ID, MessageKind, attempts: Int64, code: String)
    /// Given up: a dead letter.
    case failed(Message.ID, MessageKind, code: String)
    /// Its reader chose safe contact since it was queued: it stays behind their door.
    case kept(Message.ID, MessageKind)
    /// Another worker took over while this one was sending. That one settles the message.
    case leaseLost(Message.ID, MessageKind)
    /// Messages whose term had passed are gone.
    case swept(count: Int)
    /// The store did not answer; the next round tries again.
    case interrupted(String)
}

public protocol MessengerObserving: Sendable {
    func observe(_ event: MessengerEvent)
}
