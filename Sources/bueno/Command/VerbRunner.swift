import ArgumentParser

/// Carries out a verb: by the server that is running on this data, or else here, under the file lock.
enum VerbRunner {
    static func run(_ verb: some Verb, _ options: CommonOptions) async throws {
        try await Failure.explained {
            try Hardening.apply()
            let settings = try options.read()
            let terminal = Terminal()
            if let server = try AdminClient.connect(to: settings.adminSocket) {
                return try server.ask(verb, output: terminal)
            }
            return try await Installation.with(settings) { try await verb.run(on: $0, output: terminal) }
        }
    }
}
