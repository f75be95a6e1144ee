import Storage

/// An engine, with faults in front of it. A transaction that breaks is rolled back by the engine itself.
final class FaultyStore: Store {
    private let inner: Database
    private let name: String
    private let faults: Faults

    init(_ inner: Database, _ name: String, _ faults: Faults) {
        self.inner = inner
        self.name = name
        self.faults = faults
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let (name, faults) = (name, faults)
        return try await inner.read { try body($0.faulty(name, faults)) }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let (name, faults) = (name, faults)
        let (result, commit) = try await inner.write { transaction in
            let result = try body(transaction.faulty(name, faults))
            return (result, try faults.begin("\(name): COMMIT"))
        }
        try faults.end(commit)
        return result
    }

    func checkpoint() async throws -> Bool {
        let step = try faults.begin("\(name): checkpoint")
        let isClean = try await inner.checkpoint()
        try faults.end(step)
        return isClean
    }

    func backup(to path: String) async throws { try await inner.backup(to: path) }
    func columns() async throws -> [Database.Column] { try await inner.columns() }
    func close() async { await inner.close() }
    func abandon() {}
}

/// A connection of an engine, with faults in front of each statement.
private final class FaultyConnection: Connection {
    private let inner: any Connection
    private let name: String
    private let faults: Faults

    init(_ inner: any Connection, _ name: String, _ faults: Faults) {
        self.inner = inner
        self.name = name
        self.faults = faults
    }

    var isInTransaction: Bool { inner.isInTransaction }

    func rows(_ sql: SQL, _ values: [SQLValue]) throws -> [Row] {
        let step = try faults.begin("\(name): \(sql.text)")
        let rows = try inner.rows(sql, values)
        try faults.end(step)
        return rows
    }

    func execute(_ sql: SQL, _ values: [SQLValue]) throws -> Int {
        let step = try faults.begin("\(name): \(sql.text)")
        let count = try inner.execute(sql, values)
        try faults.end(step)
        return count
    }
}

extension Transaction {
    fileprivate func faulty(_ name: String, _ faults: Faults) -> Transaction {
        Transaction(on: FaultyConnection(connection, name, faults), at: nowMilliseconds)
    }
}

extension Database {
    convenience init(_ inner: Database, _ name: String, _ faults: Faults) {
        self.init(engine: inner.engine, store: FaultyStore(inner, name, faults))
    }
}
