/// A value as JSON knows it, for what has no shape that we set: the claims in a token.
///
/// It may hold personal data, so whoever keeps one wraps it in `Sensitive`.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// Nothing that we read is deeper than a few levels.
    private static let depthMax = 16

    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    public var number: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    public var list: [JSONValue]? {
        if case .list(let list) = self { list } else { nil }
    }
}

extension JSONValue: Decodable {
    private struct TooDeep: Error {}

    public init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count <= Self.depthMax else { throw TooDeep() }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}
