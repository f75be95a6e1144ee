import Domain
import Features
import Logging
import QRCodes
import ServiceLifecycle
import Synchronization
import TestKit

@testable import Portals

/// The built application behind a loopback port, over a whole installation.
struct RunningPortal: Sendable {
    struct NotStarted: Error {}

    let world: World
    let port: Int
    let settings: PortalSettings

    /// Journeys are walked on both engines; what is about pages and HTTP alone needs no database server.
    static func with(
        _ engine: TestEngine = .sqlite, limits: Limits = .patient, demonstration: Bool = true,
        quarantined: Bool = false,
        proxies: [String] = [],
        clock: TestClock = TestClock(), identities: (any IdentityProviding)? = nil,
        isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (RunningPortal) async throws -> Void
    ) async throws {
        // A provider of a test runs on this machine, which only a site of this machine may ask.
        let url = identities == nil ? World.url : "http://localhost"
        try await World.with(engine, clock: clock, identities: identities, url: url) { world in
            guard let publicURL = PublicURL("http://localhost") else { throw NotStarted() }
            let settings = PortalSettings(
                bindPort: 0, publicURL: publicURL, trustedProxies: proxies.compactMap { NetworkRange($0) },
                demonstration: demonstration, quarantined: quarantined, limits: limits)
            let opened = AsyncStream<Int>.makeStream()
            let service = try Portal.service(
                settings,
                PortalFeatures(
                    services: world.services, clock: world.clock, codes: QRCodes(),
                    mailbox: DemonstrationMailbox(vault: world.vault)),
                logger: Logger(label: "portal") { _ in SwiftLogNoOpLogHandler() }
            ) { port in
                opened.continuation.yield(port)
            }
            let group = ServiceGroup(
                configuration: .init(
                    services: [service], logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }))
            let running = Task { try await group.run() }
            guard let port = await opened.stream.first(where: { _ in true }) else { throw NotStarted() }
            do {
                try await body(RunningPortal(world: world, port: port, settings: settings))
            } catch {
                await group.triggerGracefulShutdown()
                _ = await running.result
                throw error
            }
            await group.triggerGracefulShutdown()
            _ = await running.result
        }
    }

    /// Every address of the portals, from the same list that the application has.
    func table() throws -> RouteTable {
        let features = PortalFeatures(
            services: world.services, clock: world.clock, codes: QRCodes(),
            mailbox: DemonstrationMailbox(vault: world.vault))
        return try Portal.front(settings, features, logger: Logger(label: "table")).routes
    }

    func browser() -> Browser { Browser(port: port) }

    /// A code that can be redeemed, as on a letter.
    func code() async throws -> EnrolmentCode {
        let contract = try await world.municipality(Int.random(in: 1...80_000_000))
        guard let code = try await world.codes(1, for: contract).first else { throw NotStarted() }
        return code
    }

    /// A browser that walked the three screens and is in Mijn BuenO.
    func signedInBrowser(_ person: Int = 1) async throws -> Browser {
        let browser = browser()
        try await browser.get("/aanmelden")
        try await browser.post("/aanmelden", ["code": try await code().reveal()])
        try await browser.post(
            "/aanmelden/gegevens",
            [
                "mobiel": World.mobileNumber(person), "email": World.emailAddress(person), "leeftijd": "16",
            ])
        try await world.settle()
        try await browser.post("/aanmelden/sms", ["sms": world.outside.lastSecret() ?? ""])
        try await world.settle()
        return browser
    }
}

extension Limits {
    /// Hundreds of tests share two cores: who is late for that alone is not cut off.
    static var patient: Limits {
        var limits = Limits()
        (limits.headSecondsMax, limits.bodySecondsMax, limits.answerSecondsMax) = (60, 60, 120)
        (limits.bodyBytesPerSecondMin, limits.lingerSecondsMax) = (0, 5)
        return limits
    }
}
