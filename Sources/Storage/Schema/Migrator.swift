/// Brings a database to the newest schema, one transaction per step, in the order of the numbers.
struct Migrator {
    let migrations: [Migration]
    let engine: Database.Engine
    let clock: @Sendable () -> Int64

    /// The caller holds the lock that keeps a second migrator out.
    func migrate(
        _ connection: any Connection, inTransaction: (() throws -> Void) throws -> Void
    ) throws {
        try inTransaction {
            _ = try connection.execute(adapted(Self.table), [])
        }
        let found = try Int(connection.rows(Self.newest, []).first?.int(0) ?? 0)
        let known = migrations.map(\.number).max() ?? 0
        guard found <= known else { throw StorageError.newerDatabase(found: found, known: known) }
        for migration in migrations.sorted(by: { $0.number < $1.number }) where migration.number > found {
            try inTransaction {
                for statement in migration.statements + (migration.ending[engine] ?? []) {
                    _ = try connection.execute(adapted(statement), [])
                }
                let values: [SQLValue] = [
                    .int(Int64(migration.number)), .text(migration.name), .int(clock()),
                ]
                _ = try connection.execute(Self.record, values)
            }
        }
    }

    private static let table = """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number BIGINT PRIMARY KEY,
            name TEXT NOT NULL,
            applied_at BIGINT NOT NULL
        )
        """
    private static let newest: SQL = "SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM schema_migration"
    private static let record: SQL =
        "INSERT INTO schema_migration (number, name, applied_at) VALUES ($1, $2, $3)"

    private func adapted(_ statement: String) -> SQL {
        switch engine {
        case .sqlite: SQL(stringLiteral: SQLDialect.sqlite(statement))
        case .postgresql: SQL(stringLiteral: SQLDialect.postgresql(statement))
        }
    }
}
