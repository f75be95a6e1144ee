/// A message to one person: queued, sent, and gone after its term.
public enum Message: Sendable {
    public typealias ID = Identifier<Message>

    public enum Channel: String, CaseIterable, Sendable {
        case sms, mail
    }

    /// Where a message is on its way. Every message that is queued reaches `sent` or `failed` (I7); one that is kept
    /// waits behind its reader's own door and is never sent.
    public enum State: String, CaseIterable, Sendable {
        case queued, leased, sent, failed, kept
    }
}
