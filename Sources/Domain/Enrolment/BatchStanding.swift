/// What may still be done with the letters of a batch that nobody used. Decided here for the pages and for the store.
public struct BatchStanding: Hashable, Sendable {
    /// Nothing changes in a batch that is still being made.
    public let canChange: Bool
    private let expires: Moment

    public init(_ state: CodeBatch.State, expires: Moment) {
        canChange = state != .making
        self.expires = expires
    }

    /// Also after the last day: a later one would make the codes work again.
    public var canRevoke: Bool { canChange }

    /// A letter is replaced by one that works.
    public func canReplace(at now: Moment) -> Bool { canChange && now < expires }
}
