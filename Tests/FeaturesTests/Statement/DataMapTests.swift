import Domain
import Features
import Storage
import TestKit
import Testing

struct DataMapTests {
    @Test(arguments: TestEngine.allCases)
    func `every column of both stores is classified, and nothing else is`(engine: TestEngine) async throws {
        try await TemporaryStore.with(engine) { store in
            let data = try await store.data.columns()
            let keys = try await store.keys.columns()
            #expect(DataMap.current.differences(from: data, in: .data) == [])
            #expect(DataMap.current.differences(from: keys, in: .keys) == [])
            #expect(data.count > 100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a column that is not classified and one that is gone are both told`(engine: TestEngine) async throws
    {
        try await TemporaryStore.with(engine) { store in
            try await store.data.write { transaction in
                try transaction.execute("ALTER TABLE customer ADD COLUMN nickname TEXT")
                try transaction.execute("ALTER TABLE customer DROP COLUMN kind")
            }
            let differences = DataMap.current.differences(from: try await store.data.columns(), in: .data)
            #expect(
                differences == [
                    "data: customer.nickname is not classified; add it to the data map",
                    "data: customer.kind does not exist; remove it from the data map",
                ])
        }
    }

    @Test func `a table that holds something of a person has a term`() {
        for table in DataMap.current.tables {
            let kinds = Set(table.columns.values)
            if !kinds.isDisjoint(with: [.personalSealed, .personalChoice, .identifier]) {
                #expect(table.retention != nil, "\(table.name)")
            }
        }
    }
}
