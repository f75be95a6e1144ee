import Storage
import TestKit

/// A small schema with a constraint of every kind.
enum Notes {
    static let first = Migration(
        number: 1, name: "notes",
        statements: [
            """
            CREATE TABLE note (
                note_id BIGINT PRIMARY KEY,
                body TEXT NOT NULL,
                size BIGINT CHECK (size >= 0),
                tag TEXT UNIQUE,
                parent BIGINT REFERENCES note (note_id),
                bytes BLOB,
                ratio REAL
            )
            """,
            "CREATE INDEX note_body ON note (body)",
        ])
    static let second = Migration(
        number: 2, name: "pages",
        statements: ["CREATE TABLE page (page_id BLOB PRIMARY KEY, at BIGINT NOT NULL)"])

    @discardableResult
    static func with<Result>(
        _ engine: TestEngine, _ body: (TemporaryDatabase) async throws -> Result
    ) async throws -> Result {
        try await TemporaryDatabase.with(engine, schema: [first], body)
    }
}

extension Database {
    func addNote(_ id: Int, _ body: String = "text") async throws {
        _ = try await write { try $0.execute("INSERT INTO note (note_id, body) VALUES ($1, $2)", id, body) }
    }

    func noteCount() async throws -> Int64 {
        try await read { try $0.rows("SELECT COUNT(*) FROM note")[0].int(0) }
    }
}
