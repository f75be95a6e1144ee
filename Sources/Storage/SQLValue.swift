/// The four kinds of value that both engines store, and nothing.
public enum SQLValue: Hashable, Sendable {
    case null
    case int(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// What may be bound to `$1`, `$2`...
public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
    public var sqlValue: SQLValue { self }
}
extension Int64: SQLBindable {
    public var sqlValue: SQLValue { .int(self) }
}
extension Int: SQLBindable {
    public var sqlValue: SQLValue { .int(Int64(self)) }
}
extension Double: SQLBindable {
    public var sqlValue: SQLValue { .real(self) }
}
extension String: SQLBindable {
    public var sqlValue: SQLValue { .text(self) }
}
extension [UInt8]: SQLBindable {
    public var sqlValue: SQLValue { .blob(self) }
}
extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
