/// One statement in the dialect that both engines share, with `$1`, `$2`... for its values.
///
/// Written as a literal, and not interpolated: a value can only be bound.
public struct SQL: ExpressibleByStringLiteral, Hashable, Sendable {
    public let text: String

    public init(stringLiteral text: String) {
        self.text = text
    }
}
