import Domain
import Features
import Foundation
import Storage
import Vault

/// The two stores of an installation, in two directories that only their owner can enter.
struct Stores: Sendable {
    let data: Database
    let keys: Database

    /// Opens what is there; never makes a new installation by mistake.
    static func open(_ settings: Settings, clock: some Clock) throws -> Stores {
        if settings.postgreSQL == nil {
            let missing = [settings.dataFile, settings.keysFile].first {
                !FileManager.default.fileExists(atPath: $0)
            }
            if let missing {
                throw Failure(
                    "There is no \(missing). 'bueno demo' makes a demonstration, 'bueno init' an empty installation.",
                    exitCode: Exit.refused)
            }
        }
        return try opened(settings, clock: clock)
    }

    /// Makes a new installation: directories of mode 0700, files of 0600, and a root key where none is given.
    static func make(_ settings: Settings, clock: some Clock) throws -> Stores {
        let there = [settings.dataFile, settings.keysFile].first {
            FileManager.default.fileExists(atPath: $0)
        }
        if let there, settings.postgreSQL == nil {
            throw Failure("\(there) is there already. Nothing was changed.", exitCode: Exit.refused)
        }
        for directory in [settings.dataDirectory, settings.keysDirectory] {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory)
        }
        if settings.given[.rootKeyFile] == nil, !FileManager.default.fileExists(atPath: settings.rootKeyFile)
        {
            _ = try FileRootKey.create(path: settings.rootKeyFile)
        }
        return try opened(settings, clock: clock)
    }

    private static func opened(_ settings: Settings, clock: some Clock) throws -> Stores {
        let now: @Sendable () -> Int64 = { clock.now().milliseconds }
        let data = try Database.open(settings.dataLocation, schema: DataSchema.migrations, clock: now)
        let keys = try Database.open(settings.keysLocation, schema: KeySchema.migrations, clock: now)
        return Stores(data: data, keys: keys)
    }

    func vault(
        _ settings: Settings, document: StatementDocument, demonstration: Bool = false
    ) async throws -> Vault {
        try await Vault.open(
            data: data, keys: keys, roots: [try settings.rootKey()], policy: document.statement.policy,
            statementVersion: Int64(document.statement.version), demonstration: demonstration)
    }

    /// Runs the body and closes both stores, also when the body throws.
    func closing<Result>(_ body: () async throws -> Result) async throws -> Result {
        do {
            let result = try await body()
            await close()
            return result
        } catch {
            await close()
            throw error
        }
    }

    func close() async {
        await data.close()
        await keys.close()
    }
}

extension Settings {
    var dataFile: String { dataDirectory + "/data.sqlite" }
    var keysFile: String { keysDirectory + "/keys.sqlite" }

    var dataLocation: Database.Location {
        postgreSQL.map { .postgresql(connection: $0.data, schema: nil) } ?? .sqlite(path: dataFile)
    }

    var keysLocation: Database.Location {
        postgreSQL.map { .postgresql(connection: $0.keys, schema: nil) } ?? .sqlite(path: keysFile)
    }

    func rootKey() throws -> FileRootKey { try FileRootKey(path: rootKeyFile) }
}
