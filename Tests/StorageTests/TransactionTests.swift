import Domain
import Storage
import TestKit
import Testing

@Suite struct TransactionTests {
    @Test(arguments: TestEngine.allCases)
    func `every type comes back as it went in, also empty and null`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let row = try await notes.database.write { transaction in
                try transaction.rows(
                    """
                    INSERT INTO note (note_id, body, size, tag, parent, bytes, ratio)
                    VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING note_id, body, size, tag, parent, bytes, ratio
                    """, Int64.max, "tekst: é € 🙂", nil, "", nil as Int64?, [] as [UInt8], 0.1)[0]
            }
            #expect(try row.int(0) == .max)
            #expect(try row.text(1) == "tekst: é € 🙂")
            #expect(try row.optionalInt(2) == nil)
            #expect(try row.optionalText(3) == "")
            #expect(try row.optionalInt(4) == nil)
            #expect(try row.optionalBlob(5) == [])
            #expect(try row.real(6) == 0.1)
            let bytes = (0...255).map(UInt8.init)
            let read = try await notes.database.write { transaction in
                try transaction.execute("UPDATE note SET bytes = $1, size = $2", bytes, 0)
                return try transaction.row("SELECT bytes, size FROM note")
            }
            #expect(try read?.blob(0) == bytes)
            #expect(try read?.int(1) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a value of another type than asked is an error that names the column`(engine: TestEngine)
        async throws
    {
        try await Notes.with(engine) { notes in
            try await notes.database.addNote(1)
            let found = try await notes.database.read { try $0.row("SELECT note_id, body, bytes FROM note") }
            let row = try #require(found)
            #expect(throws: StorageError.unexpectedType(column: 0)) { try row.text(0) }
            #expect(throws: StorageError.unexpectedType(column: 1)) { try row.int(1) }
            #expect(throws: StorageError.unexpectedType(column: 2)) { try row.blob(2) }
            #expect(throws: StorageError.unexpectedType(column: 3)) { try row.optionalText(3) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an integer column refuses text`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            await #expect(throws: StorageError.self) {
                try await notes.database.write { transaction in
                    try transaction.execute("INSERT INTO note (note_id, body) VALUES ($1, $2)", "x", "y")
                }
            }
            let count = try await notes.database.noteCount()
            #expect(count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a constraint error tells the kind and no value`(engine: TestEngine) async throws {
        let secret = "06 12345678"
        let refused: [(SQL, [SQLValue], String)] = [
            ("INSERT INTO note (note_id, body) VALUES ($1, $2)", [.int(1), .text(secret)], "unique"),
            (
                "INSERT INTO note (note_id, body, tag) VALUES ($1, $2, $2)", [.int(2), .text(secret)],
                "unique"
            ),
            ("INSERT INTO note (note_id, body) VALUES ($1, $2)", [.int(3), .null], "not null"),
            (
                "INSERT INTO note (note_id, body, size) VALUES ($1, $2, -1)", [.int(4), .text(secret)],
                "check"
            ),
            (
                "INSERT INTO note (note_id, body, parent) VALUES ($1, $2, 99)", [.int(5), .text(secret)],
                "foreign key"
            ),
        ]
        try await Notes.with(engine) { notes in
            _ = try await notes.database.write { transaction in
                try transaction.execute("INSERT INTO note (note_id, body, tag) VALUES (1, $1, $1)", secret)
            }
            for (sql, values, kind) in refused {
                let error = await #expect(throws: StorageError.self) {
                    try await notes.database.write { try $0.execute(sql, values[0], values[1]) }
                }
                #expect(error == .constraint(kind))
                #expect(!"\(String(describing: error)) \(String(reflecting: error))".contains(secret))
            }
            #expect(try await notes.database.noteCount() == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a read can't write`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            try await notes.database.addNote(1)
            await #expect(throws: StorageError.readOnly) {
                try await notes.database.read { try $0.execute("DELETE FROM note") }
            }
            #expect(try await notes.database.noteCount() == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a transaction has one moment and ends with its body`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let clock = notes.clock
            let leak = Leak()
            let moments = try await notes.database.write { transaction in
                let before = transaction.nowMilliseconds
                clock.advance(by: .days(1))
                leak.transaction = transaction
                return [before, transaction.nowMilliseconds]
            }
            #expect(moments == [TestClock.start.milliseconds, TestClock.start.milliseconds])
            let transaction = try #require(leak.transaction)
            #expect(throws: StorageError.other(code: "transaction is over")) {
                try transaction.execute("DELETE FROM note")
            }
            let later = try await notes.database.write { $0.nowMilliseconds }
            #expect(later == (TestClock.start + .days(1)).milliseconds)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `rows changed are counted`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let counts = try await notes.database.write { transaction in
                let insert: SQL = "INSERT INTO note (note_id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING"
                return [
                    try transaction.execute(insert, 1, "a"), try transaction.execute(insert, 1, "b"),
                    try transaction.execute(insert, 2, "c"),
                    try transaction.execute("UPDATE note SET size = 1"),
                    try transaction.execute("DELETE FROM note WHERE note_id = $1", 3),
                    try transaction.execute("SELECT body FROM note"),
                    try transaction.execute("DELETE FROM note"),
                ]
            }
            #expect(counts == [1, 0, 1, 2, 0, 0, 2])
        }
    }
}

/// @unchecked: a test's own proof that a transaction is useless outside its body.
private final class Leak: @unchecked Sendable {
    var transaction: Transaction?
}
