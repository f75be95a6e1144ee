import Domain
import Storage
import TestKit
import Testing

@Suite struct MigrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a database of a later version is refused`(engine: TestEngine) async throws {
        try await TemporaryDatabase.with(engine, schema: [Notes.first, Notes.second]) { notes in
            await notes.database.close()
            #expect(throws: StorageError.newerDatabase(found: 2, known: 1)) {
                try Database.open(notes.location, schema: [Notes.first], clock: { 0 })
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a new step is applied once and its moment recorded`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            try await notes.database.addNote(1)
            await notes.database.close()
            for now in [5, 6] as [Int64] {
                let later = try Database.open(
                    notes.location, schema: [Notes.second, Notes.first], connections: 1, clock: { now })
                let steps = try await later.read { transaction in
                    try transaction.rows(
                        "SELECT number, name, applied_at FROM schema_migration ORDER BY number")
                }
                #expect(try steps.map { try $0.int(0) } == [1, 2])
                #expect(try steps.map { try $0.text(1) } == ["notes", "pages"])
                #expect(try steps.map { try $0.int(2) } == [TestClock.start.milliseconds, 5])
                #expect(try await later.noteCount() == 1)
                await later.close()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a step that fails halfway leaves nothing`(engine: TestEngine) async throws {
        let broken = Migration(
            number: 2, name: "broken",
            statements: ["CREATE TABLE half (a BIGINT)", "CREATE TABLE note (a BIGINT)"])
        try await Notes.with(engine) { notes in
            await notes.database.close()
            #expect(throws: StorageError.self) {
                try Database.open(notes.location, schema: [Notes.first, broken], clock: { 0 })
            }
            let again = try Database.open(notes.location, schema: [Notes.first], connections: 1, clock: { 0 })
            #expect(try await again.columns().allSatisfy { $0.table != "half" })
            await again.close()
        }
    }

    @Test func `nodes that start together on one server migrate once`() async throws {
        let directory = try TemporaryDirectory()
        let location = try TestEngine.postgresql.location(named: "together", in: directory)
        let nodes = try await withThrowingTaskGroup(of: Database.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try Database.open(
                        location, schema: [Notes.first, Notes.second], connections: 1, clock: { 0 })
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for node in nodes {
            let steps = try await node.read { try $0.row("SELECT COUNT(*) FROM schema_migration")?.int(0) }
            #expect(steps == 2)
        }
        if case .postgresql(_, let schema?) = location {
            _ = try await nodes[0].write {
                try $0.execute(SQL(stringLiteral: "DROP SCHEMA \(schema) CASCADE"))
            }
        }
        for node in nodes { await node.close() }
    }

    @Test(arguments: [DataSchema.migrations, KeySchema.migrations])
    func `both engines have the same tables, columns and types`(schema: [Migration]) async throws {
        let sqlite = try await TemporaryDatabase.with(.sqlite, schema: schema) {
            try await $0.database.columns()
        }
        let postgresql = try await TemporaryDatabase.with(.postgresql, schema: schema) {
            try await $0.database.columns()
        }
        #expect(sqlite.count > 10)
        #expect(Set(sqlite) == Set(postgresql))
        #expect(Set(sqlite.map(\.type)).isSubset(of: ["BIGINT", "TEXT", "BLOB", "REAL"]))
    }
}
