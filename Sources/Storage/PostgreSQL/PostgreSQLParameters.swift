internal import CLibPQ

/// The bound values of one statement in the binary format, one after the other in one buffer.
struct PostgreSQLParameters {
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>?] = []
    /// The declared types. A null is left for the server to infer: its column knows.
    private(set) var types: [Oid] = []

    init(_ values: [SQLValue]) {
        for value in values {
            let start = bytes.count
            types.append(append(value))
            ranges.append(value == .null ? nil : start..<bytes.count)
        }
        // Never empty, so that an empty value has an address too: no address is NULL.
        bytes.append(0)
    }

    /// Calls the body with the addresses, lengths and formats that libpq asks for.
    func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBytes { buffer in
            let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress
            let pointers = ranges.map { range in range.flatMap { start?.advanced(by: $0.lowerBound) } }
            let lengths = ranges.map { Int32($0?.count ?? 0) }
            return try body(pointers, lengths, Array(repeating: 1, count: ranges.count))
        }
    }

    private mutating func append(_ value: SQLValue) -> Oid {
        switch value {
        case .null:
            return 0
        case .int(let value):
            withUnsafeBytes(of: value.bigEndian) { bytes += $0 }
            return PostgreSQLType.int8
        case .real(let value):
            withUnsafeBytes(of: value.bitPattern.bigEndian) { bytes += $0 }
            return PostgreSQLType.float8
        case .text(let value):
            bytes += value.utf8
            return PostgreSQLType.text
        case .blob(let value):
            bytes += value
            return PostgreSQLType.bytea
        }
    }
}

/// The object ids of the server's types that we send or read.
enum PostgreSQLType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int4: Oid = 23
    static let text: Oid = 25
    static let float8: Oid = 701
    static let varchar: Oid = 1043
}
