/// A store of rows behind one of two engines. Both take the same SQL and give the same guarantees.
public final class Database: Sendable {
    public enum Location: Sendable {
        case sqlite(path: String)
        /// A libpq connection string, and the schema that holds the tables (nil: the server's default).
        case postgresql(connection: String, schema: String?)
    }

    public enum Engine: Sendable { case sqlite, postgresql }

    public let engine: Engine
    package let store: any Store

    /// Over what an engine does, or over something that stands in front of one.
    package init(engine: Engine, store: any Store) {
        self.engine = engine
        self.store = store
    }

    deinit {
        store.abandon()
    }

    /// Opens, checks, takes the file lock, migrates under a lock; refuses a newer database and a second
    /// process.
    ///
    /// `connections` is how many of them, and threads, serve a PostgreSQL store; SQLite has one writer
    /// anyway.
    public static func open(
        _ location: Location, schema: [Migration], connections: Int = 8,
        clock: @escaping @Sendable () -> Int64
    ) throws -> Database {
        switch location {
        case .sqlite(let path):
            return Database(engine: .sqlite, store: try SQLiteStore(path: path, schema: schema, clock: clock))
        case .postgresql(let connection, let name):
            let address = PostgreSQLAddress(connection: connection, schema: name)
            let store = try PostgreSQLStore(address, schema: schema, connections: connections, clock: clock)
            return Database(engine: .postgresql, store: store)
        }
    }

    /// One consistent view for the whole body, which can't write.
    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await store.read(body)
    }

    /// Durable when it returns; nothing of it is written when it throws (but see
    /// `StorageError.outcomeUnknown`).
    ///
    /// The body can be run more than once: on SQLite when the commit of a group failed, on PostgreSQL after a
    /// deadlock. It should change nothing but the database.
    public func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await store.write(body)
    }

    /// Moves what was committed into the database file and empties the log. True when nothing of the old log
    /// is left: then bytes that were deleted are gone. PostgreSQL: best effort.
    public func checkpoint() async throws -> Bool {
        try await store.checkpoint()
    }

    /// A consistent copy in a new file, mode 0600, synced to disk. PostgreSQL has its own tools: refused.
    public func backup(to path: String) async throws {
        try await store.backup(to: path)
    }

    /// Every column of the live schema, with its type in the words of `Migration`: BIGINT, REAL, TEXT, BLOB.
    public func columns() async throws -> [Column] {
        try await store.columns()
    }

    /// Finishes the writes that were accepted and refuses what comes later.
    public func close() async {
        await store.close()
    }

    public struct Column: Hashable, Sendable {
        public let table: String
        public let name: String
        public let type: String
    }
}

/// What an engine does for a `Database`.
package protocol Store: AnyObject, Sendable {
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result
    func checkpoint() async throws -> Bool
    func backup(to path: String) async throws
    func columns() async throws -> [Database.Column]
    func close() async
    /// As `close`, for when nobody waits.
    func abandon()
}
