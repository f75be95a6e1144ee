import ArgumentParser
import Domain
import Features
import Foundation
import Logging
import Portals
import QRCodes
import ServiceLifecycle
import Storage
import UnixSignals
import Vault

/// The portal over people whose list of "who saw my data" is full, until it is told to stop. One port further it
/// answers a person as JSON. The session cookies go to a file, one per line.
struct PageServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option var port = 8090
    @Option var people = 100
    @Option var tokens: String

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let people = people
            let first = Int.random(in: 1_000_000..<5_000_000)
            let sessions = try await world.delivering { try await world.people(people, from: first) }
            for session in sessions { try await Self.fillList(of: session, world) }
            try sessions.map { $0.reveal() }.joined(separator: "\n")
                .write(toFile: tokens, atomically: true, encoding: .utf8)
            try await Self.serve(world, port: port) { logger in
                [PersonReadServer.service(world, port: port + 1, logger: logger)]
            }
        }
    }

    /// The portal, and what else is given, until the program is told to stop.
    static func serve(
        _ world: BenchWorld, port: Int, beside others: (Logger) -> [any ServiceLifecycle.Service]
    ) async throws {
        guard let url = PublicURL("http://127.0.0.1:\(port)") else { throw BenchWorld.Stuck() }
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        let portal = try Portal.service(
            PortalSettings(bindPort: port, publicURL: url),
            PortalFeatures(services: world.services, clock: SystemClock(), codes: QRCodes()),
            logger: logger)
        // As in a real server: what was read gets its number while the reading goes on.
        let sequencer = Repeating("sequencer", every: .seconds(1), logger: logger) {
            try await world.services.logKeeper.run()
        }
        let services: [any ServiceLifecycle.Service] = [portal, sequencer] + others(logger)
        try await ServiceGroup(
            configuration: .init(
                services: services.map { .init(named: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        ).run()
    }

    /// Twenty-five uses of the person's data by our own systems.
    private static func fillList(of session: Token, _ world: BenchWorld) async throws {
        guard let person = try await world.services.sessions.signedIn(session) else {
            throw BenchWorld.Stuck()
        }
        let vault = world.vault
        try await world.data.write { transaction in
            for _ in 0..<25 {
                try vault.record(
                    Processing(
                        .send, .message, service: .freeCalling, fields: FieldSet([Field.mobileNumber]),
                        subject: person.pseudonym),
                    access: Access(actor: .messenger, purpose: .communication, ground: .serviceDelivery),
                    in: transaction)
            }
        }
    }
}
