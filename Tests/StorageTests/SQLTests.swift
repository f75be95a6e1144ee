import TestKit
import Testing

@testable import Storage

@Suite struct SQLTests {
    @Test(arguments: [
        ("SELECT $1", "SELECT ?1"),
        ("SELECT $2, $1, $10", "SELECT ?2, ?1, ?10"),
        ("SELECT '$1', $1", "SELECT '$1', ?1"),
        ("SELECT 'it''s $1', $1", "SELECT 'it''s $1', ?1"),
        ("SELECT \"$1\", $1", "SELECT \"$1\", ?1"),
        ("SELECT $1 -- not $2\n, $2", "SELECT ?1 -- not $2\n, ?2"),
        ("SELECT $1 /* not $2 */, $2", "SELECT ?1 /* not $2 */, ?2"),
        ("SELECT 1 - $1 / $2", "SELECT 1 - ?1 / ?2"),
        ("SELECT '$1", "SELECT '$1"),
        ("SELECT '€', $1", "SELECT '€', ?1"),
        ("", ""),
    ])
    func `numbers of parameters stay what they are, outside literals and comments`(
        text: String, expected: String
    ) {
        #expect(SQL(stringLiteral: text).numberedForSQLite == expected)
    }

    @Test(arguments: TestEngine.allCases)
    func `parameters are bound by number and not by order of appearance`(engine: TestEngine) async throws {
        try await Notes.with(engine) { notes in
            let row = try await notes.database.read { transaction in
                try transaction.row(
                    "SELECT CAST($2 AS TEXT), CAST($1 AS TEXT), CAST($2 AS TEXT)", "first", "second")
            }
            #expect(try row?.text(0) == "second")
            #expect(try row?.text(1) == "first")
            #expect(try row?.text(2) == "second")
        }
    }

    @Test func `a migration is written once and gets the types of each engine`() {
        let text =
            "CREATE TABLE a (b BLOB, c BIGINT, d REAL, e TEXT CHECK (e IN ('BLOB', 'REAL')), REALM TEXT)"
        #expect(
            SQLDialect.sqlite(text)
                == "CREATE TABLE a (b BLOB, c INTEGER, d REAL, "
                + "e TEXT CHECK (e IN ('BLOB', 'REAL')), REALM TEXT) STRICT"
        )
        #expect(
            SQLDialect.postgresql(text)
                == "CREATE TABLE a (b BYTEA, c BIGINT, d DOUBLE PRECISION, "
                + "e TEXT CHECK (e IN ('BLOB', 'REAL')), REALM TEXT)")
    }
}
