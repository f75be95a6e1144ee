import ArgumentParser
import Domain
import Features
import Foundation
import Logging
import Portals
import ServiceLifecycle
import Storage
import UnixSignals

/// The server: web, workers and admin socket in one process.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the portals.",
        discussion: "Ctrl-C or SIGTERM drains: what is under way is finished first.")

    @OptionGroup var common: CommonOptions
    @Option(help: "The address to listen on.")
    var host: String?
    @Option(help: "The port to listen on.")
    var port: String?
    @Option(help: "The address as people type it.")
    var publicURL: String?
    @Flag(help: "Log every request, not only what needs attention.")
    var verbose = false

    func run() async throws {
        try await Failure.explained {
            try Hardening.apply()
            let settings = try common.read([.host: host, .port: port, .publicURL: publicURL])
            var logger = Logger(label: "bueno") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = verbose ? .info : .warning
            let stores = try Stores.open(settings, clock: SystemClock())
            try await stores.closing { try await serve(settings, stores, logger) }
            Terminal().note("Stopped: everything that was under way is finished.")
            return Exit.fine
        }
    }

    private func serve(_ settings: Settings, _ stores: Stores, _ logger: Logger) async throws {
        let installation = try await Installation(
            settings, stores: stores, clock: SystemClock(), observer: MessengerLog(logger: logger),
            onFailure: { logger.error("background.failed", metadata: ["kind": "\(Failure.kind(of: $0))"]) })
        let isQuarantined = try await Restoration.isPending(in: installation)
        let portal = try Portal.service(
            installation.portalSettings(isQuarantined: isQuarantined), installation.portalFeatures,
            logger: logger
        ) { port in
            announce(installation, port: port, isQuarantined: isQuarantined)
        }
        // Restored stores wait: nothing works on them but the page that says so.
        var services: [any ServiceLifecycle.Service] = isQuarantined ? [] : workers(installation, logger)
        // The last is stopped first: the web, then the admin socket, then the work behind them.
        services.append(AdminServer(path: settings.adminSocket, installation: installation, logger: logger))
        services.append(portal)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(named: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        try await group.run()
    }

    private func workers(_ installation: Installation, _ logger: Logger) -> [any ServiceLifecycle.Service] {
        let services = installation.services
        return [
            Repeating("log", every: .seconds(1), logger: logger) { try await services.logKeeper.run() },
            Repeating("shredder", every: .seconds(30), logger: logger, wakeUp: services.shredder.wakeUps) {
                try await services.shredder.run()
            },
            // At start too: a batch that a crash cut short goes on.
            Repeating("batches", every: .seconds(60), logger: logger, wakeUp: services.batchMaker.wakeUps) {
                try await services.batchMaker.run()
            },
            Repeating("expiry-notices", every: .seconds(3_600), logger: logger) {
                try await services.expiryNotices.run()
            },
            Repeating("confirmations", every: .seconds(60), logger: logger) {
                try await services.confirmationClock.run()
            },
            Repeating("retention", every: .seconds(600), logger: logger) {
                try await services.retention.run()
            },
            Repeating("minors", every: .seconds(600), logger: logger) {
                try await services.minorSweep.run()
            },
            Repeating(
                "endings", every: .seconds(60), logger: logger, wakeUp: services.contractEndings.wakeUps
            ) {
                try await services.contractEndings.run()
            },
            MessengerService(messenger: services.messenger),
            Draining(background: services.background),
        ]
    }

    private func announce(_ installation: Installation, port: Int, isQuarantined: Bool) {
        let terminal = Terminal()
        let url = installation.settings.publicURL.text
        terminal.note("BuenO runs at \(url) (port \(port)). Ctrl-C stops it.")
        if isQuarantined { terminal.note("These stores were restored and wait: see 'bueno restore --help'.") }
        if installation.mailbox != nil, let card = DemonstrationCard.read(installation.settings) {
            card.lines(at: url).forEach(terminal.note)
        }
    }
}
