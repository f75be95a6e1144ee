import ArgumentParser
import Domain
import Features
import Foundation
import Portals
import Storage

struct ProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove",
        abstract: "Prove on the live data, promise by promise, that the statement is kept.",
        discussion: """
            Of each promise: the rule that enforces it, what was compared with what, how many were examined and \
            what was found. Offending rows are named by pseudonym. Exit code 1 when a promise is broken.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Write the report as JSON.")
    var json = false
    @Option(help: "The directory with the copies of the keys, to see that no destroyed key is in one.")
    var keyCopies: String?
    @Option(help: "A file that the server logs to, to see that nothing personal is in it. May be repeated.")
    var logFile: [String] = []

    func run() async throws {
        try await VerbRunner.run(
            Prove(isJSON: json, keyCopies: keyCopies.map(absolutePath), logFiles: logFile.map(absolutePath)),
            common)
    }
}

struct Prove: Verb {
    static let name = "prove"
    let isJSON: Bool
    let keyCopies: String?
    let logFiles: [String]

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        // What waits for its number is numbered first, so that the whole log is verified.
        try await installation.services.logKeeper.run()
        let total = try await installation.data.read { transaction in
            try transaction.row("SELECT (SELECT COUNT(*) FROM end_user) + (SELECT COUNT(*) FROM log_leaf)")?
                .int(0)
        }
        let prover = Prover(
            vault: installation.services.vault, keys: installation.keys,
            statements: installation.services.statements,
            premises: try await installation.premises(logFiles: logFiles, keyCopies: keyCopies))
        let report = try await prover.prove {
            output.progress($0, of: Int(total ?? 0), "persons and log lines")
        }
        try await installation.services.proofRuns.keep(report)
        output.line(isJSON ? report.json : report.text)
        return report.isBroken ? Exit.finding : Exit.fine
    }
}

extension Installation {
    /// What lies around the stores, to be held against them.
    func premises(logFiles: [String] = [], keyCopies: String? = nil) async throws -> Premises {
        let copies = try keyCopies.map { directory in
            try FileManager.default.contentsOfDirectory(atPath: directory)
                .filter { Backups.moment(ofKeyCopy: $0) != nil }.sorted().map { directory + "/" + $0 }
        }
        return Premises(
            dataDirectory: settings.dataDirectory, keysDirectory: settings.keysDirectory, logFiles: logFiles,
            keyBackups: copies ?? [], witness: services.witness, renderings: try await renderings())
    }

    /// Mails come from the features and pages from the portals, which the prover cannot see.
    private func renderings() async throws -> [Rendering] {
        let mails = try Renderings.mails(services.statements.current, site: settings.site, now: clock.now())
        let pages = try await Portal.renderings(portalSettings(isQuarantined: false), portalFeatures)
        return mails + pages
    }
}
