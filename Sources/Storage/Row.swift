/// One row of a result, read by position. A value of another type than asked throws
/// `StorageError.unexpectedType`, which names the column and not the value.
public struct Row: Sendable {
    package let values: [SQLValue]

    public func int(_ column: Int) throws -> Int64 {
        guard case .int(let value) = value(column) else { throw StorageError.unexpectedType(column: column) }
        return value
    }

    public func optionalInt(_ column: Int) throws -> Int64? {
        isNull(column) ? nil : try int(column)
    }

    public func text(_ column: Int) throws -> String {
        guard case .text(let value) = value(column) else { throw StorageError.unexpectedType(column: column) }
        return value
    }

    public func optionalText(_ column: Int) throws -> String? {
        isNull(column) ? nil : try text(column)
    }

    public func blob(_ column: Int) throws -> [UInt8] {
        guard case .blob(let value) = value(column) else { throw StorageError.unexpectedType(column: column) }
        return value
    }

    public func optionalBlob(_ column: Int) throws -> [UInt8]? {
        isNull(column) ? nil : try blob(column)
    }

    public func real(_ column: Int) throws -> Double {
        guard case .real(let value) = value(column) else { throw StorageError.unexpectedType(column: column) }
        return value
    }

    /// The value whatever its type; nil when the row has no such column.
    private func value(_ column: Int) -> SQLValue? {
        values.indices.contains(column) ? values[column] : nil
    }

    func isNull(_ column: Int) -> Bool {
        value(column) == .null
    }
}
