import ArgumentParser
import Foundation

/// The flags that every command knows.
struct CommonOptions: ParsableArguments {
    @Option(help: "The data directory.")
    var data: String?

    @Option(
        help:
            "The directory of the key store and the root key. Default: the data directory with '-keys' behind it."
    )
    var keys: String?

    @Option(help: "A file of settings. Default: 'settings' in the data directory.")
    var settings: String?

    /// The one place where the environment is read.
    func read(_ more: [SettingName: String?] = [:]) throws -> Settings {
        var flags = more.compactMapValues { $0 }
        flags[.data] = data
        flags[.keys] = keys
        return try Settings(
            SettingSource.read(flags: flags, file: settings, environment: ProcessInfo.processInfo.environment)
        )
    }
}
