import ArgumentParser
import Domain
import Features
import Foundation
import PhoneNumbers
import Portals
import Storage

/// Fills a new data directory with an invented two years.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Make a new data directory with a demonstration: invented customers and persons, two years of history.",
        discussion: """
            Everything is invented and nothing is ever sent: messages arrive at /postvak. Ready-made logins are printed, \
            and kept in demonstration.json in the data directory.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The port that it will be served on, for the addresses that are printed.")
    var port: String?
    @Option(help: ArgumentHelp("How many persons enrol.", visibility: .hidden))
    var persons = 2_080

    func run() async throws {
        try await Failure.explained {
            try Hardening.apply()
            let directory = common.data ?? "data"
            try writeSettings(in: directory)
            let settings = try common.read([.port: port])
            let terminal = Terminal()
            let card = try await make(settings, output: terminal)
            try card.write(settings)
            card.lines(at: settings.publicURL.text).forEach(terminal.note)
            return Exit.fine
        }
    }

    /// A demonstration invents what an operator must otherwise decide.
    private func writeSettings(in directory: String) throws {
        let file = directory + "/settings"
        guard !FileManager.default.fileExists(atPath: file) else { return }
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let name = URL(fileURLWithPath: directory).lastPathComponent
        let text = """
            # Made by 'bueno demo'. Paths are read from where this file is.
            privacy-contact: privacy@bueno.example.nl
            location: NL
            witness: ../\(name)-witness

            """
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }

    private func make(_ settings: Settings, output: Terminal) async throws -> DemonstrationCard {
        let now = SystemClock().now()
        let clock = WalkingClock(now - .days(Int64(InventedStory.days)))
        let stores = try Stores.make(settings, clock: clock)
        return try await stores.closing {
            let document = try StatementDocument.bundled(privacyContact: settings.privacyContact)
            let vault = try await stores.vault(settings, document: document, demonstration: true)
            let post = DemonstrationPost()
            let services = try await Services(
                vault: vault, document: document,
                outside: Services.Outside(
                    site: settings.site, numbers: PhoneNumbers(), mail: post, sms: post,
                    processors: Processor.Declaration.invented, witness: try settings.witness(), clock: clock,
                    onBackgroundFailure: { _ in }))
            try await services.statements.record(earlier: InventedStatement(present: document).earlier())
            var demonstration = Demonstration(
                story: InventedStory(count: persons, end: now), services: services, post: post,
                clock: clock)
            try await demonstration.live {
                output.progress($0, of: InventedStory.days, "days of an invented history")
            }
            try await demonstration.finish(at: now)
            output.progress(1, of: 1, "an invented history of two years")
            _ = try await stores.data.checkpoint()
            _ = try await stores.keys.checkpoint()
            return demonstration.card
        }
    }
}
