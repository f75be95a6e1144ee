import Domain
import Features
import Foundation
import Storage
import TestKit
import Vault

/// Copies of both stores at one moment, from which a new world can be opened, each store from a copy of its choice.
///
/// SQLite: the product's own backup, put back as files. PostgreSQL: the rows of every table, which is what a dump is.
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
            try await copy.copyRows(of: world.data, from: world.store.dataLocation, to: "data")
            try await copy.copyRows(of: world.keys, from: world.store.keysLocation, to: "keys")
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
        let store = try TemporaryStore(
            world.store.engine, clock: world.clock, directory: directory, faults: faults)
        if world.data.engine == .postgresql {
            try await data.putRows(back: "data", into: store.data, at: store.dataLocation)
            try await keys.putRows(back: "keys", into: store.keys, at: store.keysLocation)
        }
        return try await World(store: store)
    }

    func remove() async throws {
        guard world.data.engine == .postgresql else { return }
        for name in ["data", "keys"] {
            let sql = SQL(stringLiteral: "DROP SCHEMA IF EXISTS \(schema(name)) CASCADE")
            _ = try await world.data.write { try $0.execute(sql) }
        }
    }

    private func schema(_ name: String) -> String { "\(directory.name)_\(name)" }

    private func copyRows(of database: Database, from location: Database.Location, to name: String)
        async throws
    {
        guard case .postgresql(_, let source?) = location else { return }
        let (copy, tables) = (schema(name), Set(try await database.columns().map(\.table)))
        try await database.write { transaction in
            try transaction.execute(SQL(stringLiteral: "CREATE SCHEMA \(copy)"))
            for table in tables {
                let sql = "CREATE TABLE \(copy).\(table) AS SELECT * FROM \(source).\(table)"
                try transaction.execute(SQL(stringLiteral: sql))
            }
        }
    }

    private func putRows(
        back name: String, into database: Database, at location: Database.Location
    ) async throws {
        guard case .postgresql(_, let target?) = location else { return }
        let (copy, tables) = (schema(name), Set(try await database.columns().map(\.table)))
        try await database.write { transaction in
            // As pg_restore does: rows that name each other come in any order.
            try transaction.execute("SET LOCAL session_replication_role = replica")
            for table in tables {
                try transaction.execute(SQL(stringLiteral: "DELETE FROM \(target).\(table)"))
                let sql = "INSERT INTO \(target).\(table) SELECT * FROM \(copy).\(table)"
                try transaction.execute(SQL(stringLiteral: sql))
            }
        }
    }
}
