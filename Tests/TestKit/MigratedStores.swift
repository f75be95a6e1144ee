import Domain
import Foundation
import Storage

/// The two stores of an installation, brought to the newest schema once; each test gets a copy. To migrate anew for
/// each of hundreds of tests takes most of the time they have.
///
/// On SQLite a copy is two files, on PostgreSQL a database of its own with two schemas.
enum MigratedStores {
    struct Locations {
        let data: Database.Location
        let keys: Database.Location
    }

    /// Where the stores in this directory are; a copy of the migrated ones when there are none yet.
    static func locations(_ engine: TestEngine, in directory: TemporaryDirectory) async throws -> Locations {
        switch engine {
        case .sqlite:
            let locations = files(in: directory)
            let files = try await files.value
            try write(files.data, unlessThere: directory.path(of: "data.sqlite"))
            try write(files.keys, unlessThere: directory.path(of: "keys.sqlite"))
            return locations
        case .postgresql:
            let name = directory.name
            try onServer("CREATE DATABASE \(name) TEMPLATE \(try await template.value)")
            return try schemas(of: name)
        }
    }

    static func remove(_ locations: Locations, in directory: TemporaryDirectory) {
        guard case .postgresql = locations.data else { return }
        try? onServer("DROP DATABASE IF EXISTS \(directory.name) WITH (FORCE)")
    }

    private static let files = Task {
        let directory = try TemporaryDirectory()
        try await migrate(files(in: directory))
        return (
            data: try Data(contentsOf: URL(filePath: directory.path(of: "data.sqlite"))),
            keys: try Data(contentsOf: URL(filePath: directory.path(of: "keys.sqlite")))
        )
    }

    private static let template = Task {
        let name = "bueno_template_\(ProcessInfo.processInfo.processIdentifier)"
        try onServer("CREATE DATABASE \(name)")
        try await migrate(try schemas(of: name))
        return name
    }

    private static func migrate(_ locations: Locations) async throws {
        for (location, schema) in [
            (locations.data, DataSchema.migrations), (locations.keys, KeySchema.migrations),
        ] {
            try await Database.open(location, schema: schema, connections: 1, clock: { 0 }).close()
        }
    }

    private static func files(in directory: TemporaryDirectory) -> Locations {
        Locations(
            data: .sqlite(path: directory.path(of: "data.sqlite")),
            keys: .sqlite(path: directory.path(of: "keys.sqlite")))
    }

    private static func schemas(of database: String) throws -> Locations {
        let connection = try TestEngine.server() + " dbname=\(database)"
        return Locations(
            data: .postgresql(connection: connection, schema: "data"),
            keys: .postgresql(connection: connection, schema: "keys"))
    }

    private static func write(_ content: Data, unlessThere path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try content.write(to: URL(filePath: path))
    }

    private static func onServer(_ command: String) throws {
        try PostgreSQLAddress(connection: TestEngine.server(), schema: nil).command(command)
    }
}
