/// A personal value in the clear. It prints nothing, so that no log, error or test name can carry it.
///
/// `reveal()` is the one way out, and its name is what a reviewer looks for.
public struct Sensitive<Value: Sendable>: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    private let value: Value

    public init(_ value: Value) {
        self.value = value
    }

    public func reveal() -> Value { value }

    public var description: String { "(sensitive)" }
    public var debugDescription: String { "(sensitive)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Sensitive: Equatable where Value: Equatable {}
extension Sensitive: Hashable where Value: Hashable {}
