import Domain
import Features
import Foundation
import TestKit
import Testing

@testable import Portals

/// Every address of the portals, for everyone who could ask for it: from the table of routes itself, so a new one
/// cannot be forgotten.
@Suite struct AccessMatrixTests {
    /// Who asks.
    struct Caller: CustomStringConvertible, Sendable {
        let description: String
        let cookies: [String: String]
        /// Nothing for who has no login for work.
        let role: Role?
        var isEndUser = false
    }

    @Test func `every route lets in exactly those it is for`() async throws {
        try await RunningPortal.with { portal in
            let callers = try await Self.callers(portal.world)
            let routes = try portal.table().routes
            #expect(routes.count > 60)
            var asked = 0
            for route in routes {
                for caller in callers {
                    let received = try await Self.ask(route, as: caller, portal)
                    asked += 1
                    let isRight = Self.mayEnter(caller, route.audience)
                    #expect(
                        Self.isIn(received, route) == isRight,
                        "\(route.method.rawValue) \(route.path) as \(caller): \(received.status)")
                }
            }
            #expect(asked == routes.count * callers.count)
        }
    }

    @Test func `whoever opens the address of a form is led to the page it stands on`() async throws {
        try await RunningPortal.with { portal in
            let table = try portal.table()
            for route in table.routes where route.method == .post {
                let path = Self.path(of: route)
                guard case .found(let opened, _) = table.match(method: "GET", path: path) else {
                    Issue.record("\(route.path) cannot be opened")
                    continue
                }
                // Who may send it may open it.
                #expect(Self.roles(route.audience).isSubset(of: Self.roles(opened.audience)), "\(route.path)")
            }
        }
    }

    @Test func `staff who signed nothing open nothing`() async throws {
        try await RunningPortal.with { portal in
            let roles: Set<Role> = [.support, .fieldOperator, .privacyOfficer]
            let unsigned = try await portal.world.staff(50, roles: roles, signs: false)
            let caller = Caller(
                description: "unsigned", cookies: ["__Host-bueno-werk": unsigned.session.reveal()],
                role: .support)
            for route in try portal.table().routes {
                guard case .staff = route.audience else { continue }
                let received = try await Self.ask(route, as: caller, portal)
                if route.method == .get {
                    #expect(received["location"] == "/werk/gedragscode", "\(route.path)")
                } else {
                    #expect(received.status == 403, "\(route.path)")
                    #expect(received.text.contains("U moet eerst ondertekenen"), "\(route.path)")
                    #expect(received.text.contains(#"href="/werk/gedragscode""#), "\(route.path)")
                }
            }
        }
    }

    @Test func `who has no role for something is told so, and led to their own portal`() async throws {
        try await RunningPortal.with { portal in
            let contract = try await portal.world.municipality(1)
            let viewer = try await portal.world.colleague(1, of: contract.customer, roles: [.customerViewer])
            let browser = portal.browser()
            browser.cookies["__Host-bueno-werk"] = viewer.session.reveal()
            for path in ["/klant/medewerkers", "/kantoor/zaken"] {
                let received = try await browser.get(path)
                #expect(received.status == 403)
                #expect(received.text.contains("Dit hoort niet bij uw rol"))
                #expect(received.text.contains(#"class="btn" href="/klant""#))
                #expect(!received.text.contains("niet van onze eigen site"))
            }
        }
    }

    @Test func `the menu leads only to what there is`() async throws {
        for identities in [nil, ToldProvider()] {
            try await RunningPortal.with(identities: identities) { portal in
                let contract = try await portal.world.municipality(1)
                let admin = try await portal.world.colleague(1, of: contract.customer)
                let browser = portal.browser()
                browser.cookies["__Host-bueno-werk"] = admin.session.reveal()
                let page = try await browser.get("/klant").text
                let menu = page.matches(of: /<nav.*?<\/nav>/.dotMatchesNewlines()).map { String($0.output) }
                let hrefs = menu.joined().matches(of: /href="(\/klant[^"]*)"/).map { String($0.output.1) }
                #expect(hrefs.count > 4)
                #expect(hrefs.contains("/klant/inloggen") == (identities != nil))
                for href in hrefs { #expect(try await browser.get(href).status == 200, "\(href)") }
            }
        }
    }

    @Test func `a role past its term opens nothing`() async throws {
        let clock = TestClock()
        try await RunningPortal.with(clock: clock) { portal in
            let fenna = try await portal.world.staff(51, roles: [.support])
            clock.advance(by: .days(100))
            // Their grant has ended; the account has not.
            let challenge = try await portal.world.services.workSignIns.start(
                emailAddress: fenna.emailAddress, password: Sensitive(World.password), network: World.network)
            let session = try await portal.world.services.workSignIns.prove(
                code: try portal.world.appCode(fenna.secret), on: challenge, network: World.network,
                device: .computer)
            let caller = Caller(
                description: "expired", cookies: ["__Host-bueno-werk": session.reveal()], role: .support)
            for route in try portal.table().routes {
                guard case .staff = route.audience else { continue }
                #expect(try await Self.ask(route, as: caller, portal).status == 403, "\(route.path)")
            }
        }
    }

    @Test func `another customer's things do not exist`() async throws {
        try await RunningPortal.with { portal in
            let world = portal.world
            let (here, there) = (try await world.municipality(61), try await world.municipality(62))
            let admin = try await world.colleague(61, of: here.customer, roles: Set(Role.customerPeople))
            let stranger = try await world.colleague(62, of: there.customer)
            let batch = try await world.services.codeBatches.issue(
                3, contract: there.id, expires: world.clock.now() + .days(30), reason: "vreemd",
                access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
            ).batch
            let foreign = [
                stranger.worker.account.description, batch.description, there.id.description,
                there.customer.description,
            ]
            let cookies = ["__Host-bueno-werk": admin.session.reveal()]
            let caller = Caller(description: "admin", cookies: cookies, role: .customerAdmin)
            for route in try portal.table().routes {
                guard case .customer = route.audience, route.path.contains(":") else { continue }
                for id in foreign {
                    let received = try await Self.ask(route, as: caller, portal, parameter: id)
                    #expect(
                        [400, 403, 404].contains(received.status) || received.status == 303,
                        "\(route.path): \(received.status)")
                    #expect(!received.text.contains("vreemd"), "\(route.path)")
                    #expect(!received.text.contains(stranger.emailAddress), "\(route.path)")
                }
            }
        }
    }

    @Test func `fields that a form does not have change nothing`() async throws {
        try await RunningPortal.with { portal in
            let world = portal.world
            let (here, there) = (try await world.municipality(71), try await world.municipality(72))
            let admin = try await world.colleague(71, of: here.customer)
            let browser = Browser(port: portal.port)
            browser.cookies["__Host-bueno-werk"] = admin.session.reveal()
            try await browser.get("/klant/medewerkers/nieuw")
            try await browser.post(
                "/klant/medewerkers/nieuw",
                [
                    "naam": "Bram", "email": "bram@example.nl", "rol-caseworker": "ja", "rol-operator": "ja",
                    "rol": "privacy_officer", "role": "privacy_officer",
                    "customerId": there.customer.description, "side": "staff", "approvedBy": "noor",
                ])
            let added = try await world.services.colleagues.list(for: admin.worker).first { !$0.isYou }
            #expect(added?.grants.map(\.role) == [.caseworker])
            try await world.settle()
            let elsewhere = try await world.colleague(73, of: there.customer)
            #expect(try await world.services.colleagues.list(for: elsewhere.worker).count == 1)
        }
    }

    // MARK: - The table

    /// Nobody, an end user, and somebody with each role alone.
    private static func callers(_ world: World) async throws -> [Caller] {
        let contract = try await world.municipality(1)
        var callers = [Caller(description: "nobody", cookies: [:], role: nil)]
        guard
            case .active(let token) = try await world.enrol(
                1, code: try await world.codes(1, for: contract)[0])
        else { throw World.WorldFailure.notActive }
        callers.append(
            Caller(
                description: "end user", cookies: ["__Host-bueno": token.reveal()], role: nil,
                isEndUser: true))
        for (index, role) in Role.allCases.enumerated() {
            let arrived: World.AtWork
            switch role.side {
            case .customer:
                arrived = try await world.colleague(index + 1, of: contract.customer, roles: [role])
            case .staff: arrived = try await world.staff(index + 1, roles: [role])
            case .person, .machine: continue
            }
            callers.append(
                Caller(
                    description: role.rawValue, cookies: ["__Host-bueno-werk": arrived.session.reveal()],
                    role: role))
        }
        return callers
    }

    private static func mayEnter(_ caller: Caller, _ audience: Route.Audience) -> Bool {
        switch audience {
        case .everyone, .demonstration: true
        case .endUser: caller.isEndUser
        case .worker: caller.role != nil
        case .customer(let roles), .staff(let roles): caller.role.map(roles.contains) ?? false
        }
    }

    private static func roles(_ audience: Route.Audience) -> Set<String> {
        switch audience {
        case .everyone: Set(["nobody", "end user"] + Role.allCases.map(\.rawValue))
        case .demonstration: ["visitor"]
        case .endUser: ["end user"]
        case .worker: Set(Role.allCases.map(\.rawValue))
        case .customer(let roles), .staff(let roles): Set(roles.map(\.rawValue))
        }
    }

    /// Whether the handler was reached: neither refused, nor led to a sign-in page.
    private static func isIn(_ received: Received, _ route: Route) -> Bool {
        let signIn: Set<String> = ["/werk", "/inloggen"]
        if received.status == 303, let location = received["location"], signIn.contains(location) {
            return route.path == "/werk" || route.path.hasPrefix("/inloggen") || isForEveryone(route)
        }
        return received.status != 403 || isForEveryone(route)
    }

    private static func isForEveryone(_ route: Route) -> Bool {
        switch route.audience {
        case .everyone, .demonstration: true
        default: false
        }
    }

    /// With a right token, so that only the route itself refuses. Signing out would end the caller's session.
    private static func ask(
        _ route: Route, as caller: Caller, _ portal: RunningPortal, parameter: String? = nil
    ) async throws -> Received {
        let browser = Browser(port: portal.port)
        browser.cookies = caller.cookies
        let path = path(of: route, parameter: parameter)
        if route.method == .get { return try await browser.exchange("GET", path) }
        guard !Self.endsSession.contains(route.path) else {
            return try await browser.exchange("GET", "/hulp")
        }
        let token = try await token(for: browser, portal)
        return try await browser.postOnly(path, [:], token: token)
    }

    private static func path(of route: Route, parameter: String? = nil) -> String {
        route.path.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.hasPrefix(":") ? parameter ?? Identifier<Route>.random().description : String(segment)
        }.joined(separator: "/")
    }

    private static let endsSession: Set<String> = ["/uitloggen", "/weg", "/werk/uitloggen"]

    private static func token(for browser: Browser, _ portal: RunningPortal) async throws -> String {
        let seals = portal.world.services.formSeals
        if let cookie = browser.cookies["__Host-bueno-werk"], let token = Token(text: cookie),
            let worker = try await portal.world.services.workSessions.worker(token)
        {
            return try seals.token(for: "work:\(worker.session)")
        }
        if let cookie = browser.cookies["__Host-bueno"], let token = Token(text: cookie),
            let signedIn = try await portal.world.services.sessions.signedIn(token)
        {
            return try seals.token(for: "session:\(signedIn.session)")
        }
        browser.cookies["__Host-bueno-form"] = String(repeating: "a", count: 32)
        return try seals.token(for: "form:" + String(repeating: "a", count: 32))
    }
}
