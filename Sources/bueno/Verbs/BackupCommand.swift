import ArgumentParser
import Domain
import Features
import Foundation

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy both stores: data first, keys after.",
        discussion: """
            Copies of keys older than their term are removed: that makes an erasure final everywhere (P44). The root key \
            is in neither copy.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "The directory for the copies of the data.")
    var directory: String
    @Option(
        help:
            "The directory for the copies of the keys. Better on another machine. Default: 'keys' in the first."
    )
    var keyCopies: String?

    func run() async throws {
        try await VerbRunner.run(
            TakeBackup(data: absolutePath(directory), keys: absolutePath(keyCopies ?? directory + "/keys")),
            common)
    }
}

struct TakeBackup: Verb {
    static let name = "backup"
    let data: String
    let keys: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard installation.settings.postgreSQL == nil else {
            throw Failure(
                "PostgreSQL has its own tools: pg_dump the data first, the keys after (docs/OPERATING.md).",
                exitCode: Exit.refused)
        }
        let statement = installation.services.statements.current
        let copy = try await Backups(data: installation.data, keys: installation.keys).take(
            dataDirectory: data, keysDirectory: keys, keyTerm: try statement.term(of: .keyBackup),
            now: installation.clock.now())
        output.line(copy.dataPath)
        output.line(copy.keysPath)
        return Exit.fine
    }
}
