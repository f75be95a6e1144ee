import Foundation
import TestKit
import Testing

@testable import Storage

/// A server that goes away: a clear error, nothing half-written, and no restart of ours afterwards.
@Suite struct PostgreSQLFaultTests {
    @Test func `a connection that ends inside a transaction leaves nothing, and the next one works`()
        async throws
    {
        try await Notes.with(.postgresql) { notes in
            await #expect(throws: StorageError.unavailable) {
                try await notes.database.write { transaction in
                    try transaction.execute("INSERT INTO note (note_id, body) VALUES (1, 'x')")
                    try transaction.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            try await notes.database.addNote(2)
            #expect(try await notes.database.noteCount() == 1)
        }
    }

    @Test func `a connection that ends while committing is an outcome nobody knows`() async throws {
        try await Notes.with(.postgresql) { notes in
            _ = try await notes.database.write { transaction in
                try transaction.execute(
                    """
                    CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                    """)
                try transaction.execute(
                    """
                    CREATE CONSTRAINT TRIGGER late AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW WHEN (NEW.body = 'late') EXECUTE FUNCTION hang_up()
                    """)
            }
            await #expect(throws: StorageError.outcomeUnknown) { try await notes.database.addNote(1, "late") }
            try await notes.database.addNote(2)
            #expect(try await notes.database.noteCount() == 1)
        }
    }

    @Test func `an error that the body swallowed still undoes the transaction`() async throws {
        try await Notes.with(.postgresql) { notes in
            try await notes.database.addNote(1)
            await #expect(throws: StorageError.constraint("unique")) {
                try await notes.database.write { transaction in
                    try transaction.execute("INSERT INTO note (note_id, body) VALUES (2, 'x')")
                    _ = try? transaction.execute("INSERT INTO note (note_id, body) VALUES (1, 'x')")
                }
            }
            #expect(try await notes.database.noteCount() == 1)
        }
    }

    @Test func `a type that is not one of the four is refused on reading`() async throws {
        try await Notes.with(.postgresql) { notes in
            await #expect(throws: StorageError.other(code: "postgresql type 1700")) {
                try await notes.database.read { try $0.row("SELECT CAST(1 AS NUMERIC)") }
            }
        }
    }

    @Test func `commits wait for the disk, also where the server's default is not to`() async throws {
        let server = try TestEngine.server() + " options='-c synchronous_commit=off'"
        let connection = try PostgreSQLConnection(PostgreSQLAddress(connection: server, schema: nil))
        let found = try connection.rows("SELECT current_setting('synchronous_commit')", []).first?.text(0)
        #expect(found == "on")
    }

    @Test func `a schema's name is quoted`() {
        let address = PostgreSQLAddress(connection: "", schema: "a\"; DROP SCHEMA b")
        #expect(address.quotedSchema == "\"a\"\"; DROP SCHEMA b\"")
    }

    @Test func `idle connections that the server ended are replaced without an error`() async throws {
        try await Self.withOwnServer { database, _ in
            try await Self.addNotes(0..<40, to: database)
            _ = try await database.write { transaction in
                try transaction.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                    """)
            }
            try await Self.addNotes(40..<80, to: database)
            #expect(try await database.noteCount() == 80)
        }
    }

    @Test func `a server that crashed is an error, and every acknowledged write is there when it is back`()
        async throws
    {
        try await Self.withOwnServer { database, server in
            try await Self.addNotes(0..<40, to: database)
            let writing = Task {
                var acknowledged: [Int] = []
                for id in 1_000..<100_000 {
                    do {
                        try await database.addNote(id)
                        acknowledged.append(id)
                    } catch {
                        #expect([.unavailable, .outcomeUnknown].contains(error as? StorageError))
                        break
                    }
                }
                return acknowledged
            }
            try await Task.sleep(for: .milliseconds(200))
            try server.stop()
            let acknowledged = await writing.value
            #expect(!acknowledged.isEmpty)
            await #expect(throws: StorageError.unavailable) { try await database.addNote(100) }
            await #expect(throws: StorageError.unavailable) { try await database.noteCount() }
            try server.start()
            try await eventually { await Self.succeeds { try await database.addNote(101) } }
            // Each connection finds out by itself that the server is back.
            var found: [Int]?
            try await eventually {
                found = try? await database.read { transaction in
                    try transaction.rows("SELECT note_id FROM note").map { Int(try $0.int(0)) }
                }
                return found != nil
            }
            let present = try #require(found)
            #expect(Set(acknowledged).subtracting(present).isEmpty)
            #expect(!present.contains(100))
        }
    }

    private static func withOwnServer(_ body: (Database, PostgreSQLCluster) async throws -> Void) async throws
    {
        let server = try PostgreSQLCluster()
        let database = try Database.open(
            .postgresql(connection: server.connection, schema: "own"), schema: [Notes.first], connections: 4,
            clock: { 0 })
        try await body(database, server)
        await database.close()
    }

    private static func addNotes(_ ids: Range<Int>, to database: Database) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in ids { group.addTask { try await database.addNote(id) } }
            try await group.waitForAll()
        }
    }

    private static func succeeds(_ action: () async throws -> Void) async -> Bool {
        do {
            try await action()
            return true
        } catch {
            return false
        }
    }
}
