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

    private func authenticator(_ installation: Installation) -> DemonstrationAuthenticator? {
        let logins = DemonstrationCard.read(installation.settings)?.workLogins ?? []
        let apps = logins.compactMap { login in
            Hex.bytes(login.secret).flatMap { AuthenticatorSecret(bytes: $0) }.map {
                DemonstrationAuthenticator.App(who: login.emailAddress, secret: $0)
            }
        }
        return DemonstrationAuthenticator(apps, vault: installation.services.vault)
    }

    private func serve(_ settings: Settings, _ stores: Stores, _ logger: Logger) async throws {
        let installation = try await Installation(
            settings, stores: stores, clock: SystemClock(), observer: MessengerLog(logger: logger),
            onFailure: { logger.error("background.failed", metadata: ["kind": "\(Failure.kind(of: $0))"]) })
        let isQuarantined = try await Restoration.isPending(in: installation)
        let portal = try Portal.service(
            portalSettings(settings, installation, isQuarantined: isQuarantined),
            PortalFeatures(
                services: installation.services, clock: installation.clock, codes: QRCodes(),
                premises: try installation.premises(), mailbox: installation.mailbox, authenticator: authenticator(installation)),
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
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
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
            Repeating("retention", every: .seconds(600), logger: logger) {
                try await services.retention.run()
            },
            MessengerService(messenger: services.messenger),
            Draining(background: services.background),
        ]
    }

    private func portalSettings(
        _ settings: Settings, _ installation: Installation, isQuarantined: Bool
    ) -> PortalSettings {
        PortalSettings(
            bindHost: settings.host, bindPort: settings.port, publicURL: settings.publicURL,
            trustedProxies: settings.trustedProxies, demonstration: installation.mailbox != nil,
            quarantined: isQuarantined)
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
