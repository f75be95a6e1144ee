import ArgumentParser
import Features

/// An empty installation for real use.
struct Initialize: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make an empty installation: both stores and a root key.",
        discussion:
            "Refuses when there is one already. The settings must be there first: see docs/OPERATING.md.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Failure.explained {
            try Hardening.apply()
            let settings = try common.read()
            let stores = try Stores.make(settings, clock: SystemClock())
            return try await stores.closing {
                _ = try await Installation(
                    settings, stores: stores, clock: SystemClock(), onFailure: { _ in })
                Terminal().note(
                    "Ready: \(settings.dataDirectory) and \(settings.keysDirectory). Keep a copy of \(settings.rootKeyFile) apart."
                )
                return Exit.fine
            }
        }
    }
}
