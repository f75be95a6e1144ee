import ArgumentParser
import Domain
import Features
import LogVerifier

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The processing log.", subcommands: [Verify.self])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recompute the whole log and compare it with its checkpoints and the witness.")
        @OptionGroup var common: CommonOptions

        func run() async throws { try await VerbRunner.run(VerifyLog(), common) }
    }
}

struct VerifyLog: Verb {
    static let name = "log verify"

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        // What waits for its number is numbered first, so that it is verified too.
        try await installation.services.logKeeper.run()
        let report = try await installation.services.logKeeper.verify()
        output.line("leaves       \(report.leaves)")
        output.line("checkpoints  \(report.checkpoints)")
        output.line("root         \(Hex.text(report.root))")
        for finding in report.findings { output.line("WRONG        \(finding)") }
        if installation.services.witness == nil {
            output.note("There is no witness: a log that was rewritten and signed anew would not show.")
        }
        output.note(report.isSound ? "The log is sound." : "The log is not sound.")
        return report.isSound ? Exit.fine : Exit.finding
    }
}
