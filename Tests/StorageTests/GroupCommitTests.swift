import Foundation
import Storage
import TestKit
import Testing

@Suite struct GroupCommitTests {
    private struct Refused: Error {}

    @Test(arguments: TestEngine.allCases)
    func `a failing job in a group takes nobody along`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let database = notes.database
            let failures = await withTaskGroup(of: Bool.self) { group in
                for id in 0..<100 {
                    group.addTask {
                        do {
                            try await database.write { transaction in
                                try transaction.execute(
                                    "INSERT INTO note (note_id, body) VALUES ($1, 'x')", id)
                                if id % 3 == 0 { throw Refused() }
                                // The unique tag makes every fifth fail in the database itself.
                                let tag = id % 5 == 0 ? "same" : "tag \(id)"
                                try transaction.execute(
                                    "UPDATE note SET tag = $1 WHERE note_id = $2", tag, id)
                            }
                            return false
                        } catch {
                            return true
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let (refused, same) = (34, 13)
            #expect(failures == refused + same - 1)
            #expect(try await database.noteCount() == Int64(100 - failures))
            let untagged = try await database.read {
                try $0.row("SELECT COUNT(*) FROM note WHERE tag IS NULL")?.int(0)
            }
            #expect(untagged == 0)
        }
    }

    /// A deferred constraint is the one way to make a commit itself fail; the product's schema has none.
    @Test(arguments: TestEngine.allCases)
    func `when the commit of a group fails, every job still gets its own answer`(
        engine: TestEngine
    ) async throws {
        let schema = Migration(
            number: 1, name: "deferred",
            statements: [
                """
                CREATE TABLE link (
                    link_id BIGINT PRIMARY KEY,
                    next BIGINT NOT NULL REFERENCES link (link_id) DEFERRABLE INITIALLY DEFERRED
                )
                """
            ])
        try await TemporaryDatabase.with(engine, schema: [schema]) { temporary in
            let database = temporary.database
            let errors = await withTaskGroup(of: (Int, StorageError?).self) { group in
                for id in 0..<60 {
                    group.addTask {
                        do {
                            // Every tenth points at nothing, the others at themselves.
                            let next = id % 10 == 0 ? 1_000 : id
                            _ = try await database.write {
                                try $0.execute("INSERT INTO link (link_id, next) VALUES ($1, $2)", id, next)
                            }
                            return (id, nil)
                        } catch {
                            return (id, error as? StorageError)
                        }
                    }
                }
                return await group.reduce(into: [Int: StorageError]()) { $0[$1.0] = $1.1 }
            }
            for id in 0..<60 {
                #expect(errors[id] == (id % 10 == 0 ? .constraint("foreign key") : nil), "job \(id)")
            }
            let count = try await database.read { try $0.row("SELECT COUNT(*) FROM link")?.int(0) }
            #expect(count == 54)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what 200 writers at once were told is there after the store is opened again`(
        engine: TestEngine
    ) async throws {
        try await Notes.with(engine) { notes in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<200 {
                    group.addTask {
                        for turn in 0..<5 { try await notes.database.addNote(writer * 5 + turn) }
                    }
                }
                try await group.waitForAll()
            }
            await notes.database.close()
            let again = try Database.open(notes.location, schema: [Notes.first], connections: 1, clock: { 0 })
            #expect(try await again.noteCount() == 1_000)
            await again.close()
            await #expect(throws: StorageError.unavailable) { try await notes.database.addNote(5_000) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a counter that everybody raises misses nobody`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let database = notes.database
            try await database.addNote(1)
            _ = try await database.write { try $0.execute("UPDATE note SET size = 0") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        _ = try await database.write { try $0.execute("UPDATE note SET size = size + 1") }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.read { try $0.row("SELECT size FROM note")?.int(0) } == 200)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two transactions that meet in opposite order both succeed`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let database = notes.database
            try await database.addNote(1)
            try await database.addNote(2)
            _ = try await database.write { try $0.execute("UPDATE note SET size = 0") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for order in [[1, 2], [2, 1]] {
                    group.addTask {
                        try await database.write { transaction in
                            for id in order {
                                try transaction.execute(
                                    "UPDATE note SET size = size + 1 WHERE note_id = $1", id)
                                Thread.sleep(forTimeInterval: 0.2)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sizes = try await database.read { try $0.rows("SELECT size FROM note").map { try $0.int(0) } }
            #expect(sizes == [2, 2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a read sees one view, whatever is committed meanwhile`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let database = notes.database
            let writing = Task {
                for id in 0..<300 {
                    _ = try await database.write { transaction in
                        try transaction.execute("INSERT INTO note (note_id, body) VALUES ($1, 'a')", id * 2)
                        try transaction.execute(
                            "INSERT INTO note (note_id, body) VALUES ($1, 'b')", id * 2 + 1)
                    }
                }
            }
            for _ in 0..<100 {
                let counts = try await database.read { transaction in
                    let first = try transaction.row("SELECT COUNT(*) FROM note")?.int(0)
                    Thread.sleep(forTimeInterval: 0.001)
                    return [first, try transaction.row("SELECT COUNT(*) FROM note")?.int(0)]
                }
                #expect(counts[0] == counts[1])
                #expect((counts[0] ?? 1) % 2 == 0)
            }
            try await writing.value
        }
    }
}
