import Foundation
import TestKit
import Testing

@testable import Storage

/// What holds for the files of an SQLite store and the connection that writes them.
@Suite struct SQLiteFileTests {
    @Test(arguments: [
        ("synchronous", SQLValue.int(2)), ("secure_delete", .int(1)), ("journal_mode", .text("wal")),
        ("foreign_keys", .int(1)), ("mmap_size", .int(0)), ("temp_store", .int(2)),
        ("trusted_schema", .int(0)),
        ("busy_timeout", .int(5_000)),
    ])
    func `the connection that writes is set as promised`(pragma: String, expected: SQLValue) async throws {
        try await Notes.with(.sqlite) { notes in
            try await notes.database.addNote(1)
            let store = try #require(notes.database.store as? SQLiteStore)
            let found = try await store.onWriter { connection in
                try connection.rows(SQL(stringLiteral: "PRAGMA \(pragma)")).first?.values.first
            }
            #expect(found == expected)
        }
    }

    @Test func `only the owner can read the files`() async throws {
        try await Notes.with(.sqlite) { notes in
            try await notes.database.addNote(1)
            try await notes.database.backup(to: notes.directory.path(of: "copy"))
            let names = try FileManager.default.contentsOfDirectory(atPath: notes.directory.url.path)
            let expected = ["data.sqlite", "data.sqlite-wal", "data.sqlite-shm", "data.sqlite.lock", "copy"]
            #expect(Set(names) == Set(expected))
            for name in names {
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: notes.directory.path(of: name))
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
        }
    }

    @Test func `a store that is open here is not opened again`() async throws {
        try await Notes.with(.sqlite) { notes in
            #expect(throws: StorageError.locked) {
                try Database.open(notes.location, schema: [Notes.first], clock: { 0 })
            }
            let other = try Process.run(
                URL(fileURLWithPath: "/usr/bin/flock"),
                arguments: ["--nonblock", notes.directory.path(of: "data.sqlite.lock"), "true"])
            other.waitUntilExit()
            #expect(other.terminationStatus == 1)
        }
    }

    @Test func `a store that another process has open is refused until that process is gone`() async throws {
        try await Notes.with(.sqlite) { notes in
            await notes.database.close()
            let other = try Process.run(
                URL(fileURLWithPath: "/usr/bin/flock"),
                arguments: ["--no-fork", notes.directory.path(of: "data.sqlite.lock"), "sleep", "60"])
            try await eventually { Self.isLocked(notes) }
            kill(other.processIdentifier, SIGKILL)
            other.waitUntilExit()
            try await eventually { !Self.isLocked(notes) }
        }
    }

    @Test func `a file that is no database is refused`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path(of: "data.sqlite")
        try Data(repeating: 0x5A, count: 8_192).write(to: URL(fileURLWithPath: path))
        #expect(throws: StorageError.corrupt) {
            try Database.open(.sqlite(path: path), schema: [Notes.first], clock: { 0 })
        }
    }

    @Test func `deleted bytes are gone from every file after a checkpoint`() async throws {
        try await Notes.with(.sqlite) { notes in
            let database = notes.database
            let canaries = (0..<200).map { "canary-\($0)-\(UInt64.random(in: .min ... .max))" }
            // Short ones, ones that need overflow pages, and all of them in two indexes.
            for (id, canary) in canaries.enumerated() {
                _ = try await database.write { transaction in
                    let body = id % 4 == 0 ? String(repeating: canary, count: 400) : canary
                    try transaction.execute(
                        "INSERT INTO note (note_id, body, tag, bytes) VALUES ($1, $2, $3, $4)", id, body,
                        canary,
                        Array(canary.utf8))
                }
            }
            #expect(try await database.checkpoint())
            #expect(try Self.bytes(of: notes).contains(canaries[7].utf8))
            _ = try await database.write {
                try $0.execute("UPDATE note SET body = 'gone' WHERE note_id < 100")
            }
            _ = try await database.write { try $0.execute("DELETE FROM note") }
            #expect(try await database.checkpoint())
            let bytes = try Self.bytes(of: notes)
            #expect(!bytes.contains("canary-".utf8))
        }
    }

    @Test func `a checkpoint says no while a reader holds the old log, and yes when it let go`() async throws
    {
        try await Notes.with(.sqlite) { notes in
            let database = notes.database
            try await database.addNote(1)
            let store = try #require(database.store as? SQLiteStore)
            let gate = DispatchSemaphore(value: 0)
            let reading = DispatchSemaphore(value: 0)
            let reader = Task.detached {
                try await database.read { transaction in
                    _ = try transaction.rows("SELECT body FROM note")
                    reading.signal()
                    gate.wait()
                }
            }
            try await eventually { reading.wait(timeout: .now()) == .success }
            try await database.addNote(2)
            let whileReading = try await store.onWriter { try $0.truncateLog() }
            #expect(!whileReading)
            try await database.addNote(3)
            gate.signal()
            try await reader.value
            #expect(try await database.checkpoint())
            let log = try FileManager.default.attributesOfItem(
                atPath: notes.directory.path(of: "data.sqlite-wal"))
            #expect(log[.size] as? Int == 0)
        }
    }

    @Test func `a copy made under load is whole, and holds nothing that was deleted`() async throws {
        try await Notes.with(.sqlite) { notes in
            let database = notes.database
            for id in 0..<50 { try await database.addNote(id, "canary-\(id)") }
            _ = try await database.write { try $0.execute("DELETE FROM note") }
            let writing = Task {
                for id in 100..<600 { try await database.addNote(id) }
            }
            try await eventually { try await database.noteCount() > 20 }
            let path = notes.directory.path(of: "copy.sqlite")
            try await database.backup(to: path)
            try await writing.value
            #expect(try await database.noteCount() == 500)
            #expect(try !Data(contentsOf: URL(fileURLWithPath: path)).contains("canary-".utf8))
            await #expect(throws: StorageError.self) { try await database.backup(to: path) }

            let copy = try Database.open(.sqlite(path: path), schema: [Notes.first], clock: { 0 })
            let count = try await copy.noteCount()
            #expect((20...500).contains(count))
            #expect(try await copy.read { try $0.row("PRAGMA integrity_check")?.text(0) } == "ok")
            await copy.close()
        }
    }

    private static func isLocked(_ notes: TemporaryDatabase) -> Bool {
        do {
            _ = try Database.open(notes.location, schema: [Notes.first], clock: { 0 })
            return false
        } catch {
            return error as? StorageError == .locked
        }
    }

    private static func bytes(of notes: TemporaryDatabase) throws -> Data {
        try FileManager.default.contentsOfDirectory(at: notes.directory.url, includingPropertiesForKeys: nil)
            .reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
    }
}

extension Data {
    fileprivate func contains(_ text: String.UTF8View) -> Bool {
        range(of: Data(text)) != nil
    }
}
