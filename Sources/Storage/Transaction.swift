/// One transaction on one connection. Valid inside the body that got it, and synchronous: nothing awaits
/// while a transaction is open.
public final class Transaction {
    /// The moment of this transaction in milliseconds since 1970: one transaction, one clock.
    public let nowMilliseconds: Int64
    package let connection: any Connection
    private var isOver = false

    package init(on connection: any Connection, at nowMilliseconds: Int64) {
        self.connection = connection
        self.nowMilliseconds = nowMilliseconds
    }

    public func rows(_ sql: SQL, _ values: (any SQLBindable)?...) throws -> [Row] {
        try open().rows(sql, values.map { $0?.sqlValue ?? .null })
    }

    /// The same for values that were put together elsewhere.
    public func rows(_ sql: SQL, values: [any SQLBindable]) throws -> [Row] {
        try open().rows(sql, values.map(\.sqlValue))
    }

    /// The first row of the result, if there is one.
    public func row(_ sql: SQL, _ values: (any SQLBindable)?...) throws -> Row? {
        try open().rows(sql, values.map { $0?.sqlValue ?? .null }).first
    }

    /// Returns the number of rows that the statement inserted, updated or deleted.
    @discardableResult
    public func execute(_ sql: SQL, _ values: (any SQLBindable)?...) throws -> Int {
        try open().execute(sql, values.map { $0?.sqlValue ?? .null })
    }

    /// The same for values that are made in a loop: many rows in one statement are one round trip to the server.
    @discardableResult
    public func execute(_ sql: SQL, values: [any SQLBindable]) throws -> Int {
        try open().execute(sql, values.map(\.sqlValue))
    }

    /// Called when the body returned: a transaction that leaked out of it does nothing more.
    package func end() {
        isOver = true
    }

    /// A disk that is full ends SQLite's transaction by itself: a body that went on after that error would
    /// commit statement by statement.
    private func open() throws -> any Connection {
        guard !isOver, connection.isInTransaction else {
            throw StorageError.other(code: "transaction is over")
        }
        return connection
    }
}

/// What an engine's connection does for a transaction. Used by one thread at a time.
package protocol Connection: AnyObject {
    var isInTransaction: Bool { get }
    func rows(_ sql: SQL, _ values: [SQLValue]) throws -> [Row]
    func execute(_ sql: SQL, _ values: [SQLValue]) throws -> Int
}
