import Domain
import Features
import Foundation
import Storage
import TestKit
import Vault

/// Copies of both stores at one moment, from which a new world can be opened, each store from a copy of its choice.
///
/// SQLite: the product's own backup, put back as files. PostgreSQL: the dump of each schema's rows.
struct StoreCopy {
    private let directory: TemporaryDirectory
    private let world: World

    /// Data first, keys after.
    static func take(of world: World) async throws -> StoreCopy {
        let copy = StoreCopy(directory: try TemporaryDirectory(), world: world)
        switch world.data.engine {
        case .sqlite:
            try await world.data.backup(to: copy.directory.path(of: "data.sqlite"))
            try await world.keys.backup(to: copy.directory.path(of: "keys.sqlite"))
        case .postgresql:
            try copy.dump(world.store.dataLocation, to: "data")
            try copy.dump(world.store.keysLocation, to: "keys")
        }
        return copy
    }

    /// A new installation over the two copies, with the root key and the witness of the old one.
    ///
    /// - `faults`: stand in front of both stores.
    static func restored(data: StoreCopy, keys: StoreCopy, faults: Faults? = nil) async throws -> World {
        let (world, directory) = (data.world, try TemporaryDirectory())
        for name in ["root.key", "witness"] {
            let source = world.store.directory.path(of: name)
            guard FileManager.default.fileExists(atPath: source) else { continue }
            try FileManager.default.copyItem(atPath: source, toPath: directory.path(of: name))
        }
        if world.data.engine == .sqlite {
            for (copy, name) in [(data, "data.sqlite"), (keys, "keys.sqlite")] {
                try FileManager.default.copyItem(
                    atPath: copy.directory.path(of: name), toPath: directory.path(of: name))
            }
        }
        let store = try await TemporaryStore(
            world.store.engine, clock: world.clock, directory: directory, faults: faults)
        if world.data.engine == .postgresql {
            try await data.putRows(back: "data", into: store.data, at: store.dataLocation)
            try await keys.putRows(back: "keys", into: store.keys, at: store.keysLocation)
        }
        return try await World(store: store)
    }

    private func dump(_ location: Database.Location, to name: String) throws {
        guard case .postgresql(let connection, let schema?) = location else { return }
        try Tool.run(
            "pg_dump", "--dbname=\(connection)", "--schema=\(schema)", "--data-only",
            "--file=\(directory.path(of: name))")
    }

    /// Rows that name each other come in any order, so the server is asked not to look until they are all there.
    private func putRows(
        back name: String, into database: Database, at location: Database.Location
    ) async throws {
        guard case .postgresql(let connection, let schema?) = location else { return }
        let tables = Set(try await database.columns().map(\.table))
        try await database.write { transaction in
            try transaction.execute("SET LOCAL session_replication_role = replica")
            for table in tables {
                try transaction.execute(SQL(stringLiteral: "DELETE FROM \(schema).\(table)"))
            }
        }
        try Tool.run(
            "psql", "--dbname=\(connection) options='-c session_replication_role=replica'", "--quiet",
            "--set=ON_ERROR_STOP=1", "--file=\(directory.path(of: name))")
    }
}
