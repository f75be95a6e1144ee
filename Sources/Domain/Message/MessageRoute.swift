/// What becomes of a message: the one rule that stands before the outbox.
public enum MessageRoute: String, CaseIterable, Sendable {
    /// It goes, as it is written.
    case send
    /// It goes, in words that give nothing away: somebody else may read along.
    case sendNeutrally
    /// It goes nowhere, and waits for its reader behind their own door.
    case keep

    /// Nothing for a code or link that has nowhere to go.
    ///
    /// - `isContactSafe`: the person said that their phone or mailbox is read by somebody else.
    /// - `isQuiet`: they restricted their data, or objected to being written to. What they ask for still comes.
    public init?(_ kind: MessageKind, isContactSafe: Bool, hasAddress: Bool, isQuiet: Bool = false) {
        switch (kind.isSecret, isContactSafe) {
        case (true, _) where !hasAddress: return nil
        case (true, false): self = .send
        case (true, true): self = .sendNeutrally
        case (false, true): self = .keep
        case (false, false): self = hasAddress && !isQuiet ? .send : .keep
        }
    }
}
