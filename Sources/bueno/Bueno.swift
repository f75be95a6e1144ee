import ArgumentParser

@main
struct Bueno: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bueno",
        abstract: "The telephone platform of BuenO Telecom, which keeps what its privacy statement promises.",
        discussion: """
            Verbs reach a running server through its admin socket; without a server they open the data themselves.
            Exit codes: 0 fine, 1 something is wrong with what was examined, 2 refused, 3 not possible now.
            """,
        subcommands: [
            Serve.self, Initialize.self, Demo.self, CodesCommand.self, CustomerCommand.self,
            InviteCommand.self, PasswordsCommand.self, RestrictCommand.self, RetentionCommand.self,
            LogCommand.self, ProveCommand.self, EvidenceCommand.self, BackupCommand.self, RestoreCommand.self,
            DoctorCommand.self,
            BenchCommand.self, Hammer.self,
        ])
}
