import Domain
import Storage
import TestKit
import Testing
import Vault

@testable import Features

/// The world with one of everything has one of everything: found from the data map, whoever adds a table to it.
struct FootprintTests {
    @Test(arguments: TestEngine.allCases)
    func `every column of a person is filled, and every row of it is found from who it is of`(
        engine: TestEngine
    ) async throws {
        try await OneOfEverything.with(engine) { one in
            let footprint = try await Footprint.of(one.everybody, in: one.world)
            #expect(empty(in: footprint) == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every promise holds in the world with one of everything`(engine: TestEngine) async throws {
        try await OneOfEverything.with(engine) { one in
            try await one.world.services.logKeeper.run()
            for promise in Promise.allCases {
                let line = try await one.world.line(promise)
                #expect(line.verdict != .broken, "\(promise.id) \(line.rows)")
            }
        }
    }

    /// A table of a person that nobody fills is told by its name.
    @Test func `a column that stays empty is seen`() async throws {
        try await OneOfEverything.with(.sqlite) { one in
            _ = try await one.world.data.write { transaction in
                try transaction.execute("CREATE TABLE pet (end_user_id BLOB PRIMARY KEY, name BLOB)")
                try transaction.execute("INSERT INTO pet (end_user_id) VALUES ($1)", one.phone)
            }
            let pet = DataMap.Table(
                store: .data, name: "pet", retention: .endUserData, why: "A test.", key: ["end_user_id"],
                columns: ["end_user_id": .identifier, "name": .personalSealed])
            let map = DataMap(tables: DataMap.current.tables + [pet])
            let footprint = try await Footprint.of(one.everybody, in: one.world, map: map)
            #expect(empty(in: footprint, map: map) == ["data.pet.name"])
        }
    }

    /// A guardian's session names nobody: who is in it stands in rows of its members, which are found.
    private static let namesNobody: Set<String> = ["data.guardian_session.session_id"]

    /// Columns of a person without a value in any row that leads to somebody.
    private func empty(in footprint: Footprint, map: DataMap = .current) -> [String] {
        Footprint.mapped(map).flatMap { place, columns in
            columns.filter { column in
                !(footprint.rows[place] ?? []).contains { ($0[column] ?? .null) != .null }
            }.map { "\(place).\($0)" }
        }.filter { !Self.namesNobody.contains($0) }.sorted()
    }
}
