/// A set of fields as one integer: what a log leaf carries instead of values.
public struct FieldSet: OptionSet, Hashable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    public init(_ fields: some Sequence<Field>) {
        self.init(rawValue: fields.reduce(0) { $0 | 1 << Int64($1.bit) })
    }

    public static let none = FieldSet([])

    public var fields: [Field] { Field.allCases.filter { rawValue & (1 << Int64($0.bit)) != 0 } }
}
