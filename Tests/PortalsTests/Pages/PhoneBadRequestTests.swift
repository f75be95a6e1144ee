import Domain
import Features
import Storage
import TestKit
import Testing

@testable import Portals

/// The same for a phone: what its customer answers, and what its person confirms.
@Suite struct PhoneBadRequestTests {
    @Test(arguments: Language.allCases)
    func `what a customer answers about a phone, and the person`(language: Language) async throws {
        let clock = TestClock()
        try await RunningPortal.with(clock: clock) { portal in
            let world = portal.world
            let (contract, other) = (
                try await world.mobileMunicipality(1), try await world.mobileMunicipality(2)
            )
            let bram = try await world.colleague(1, of: contract.customer, roles: [.caseworker])
            let token = try await world.applyUntilCheck(1, code: try await world.codes(1, for: contract)[0])
            let attempt = ["__Host-bueno-aanmelden": token.reveal()]
            let person = portal.browser()
            person.headers["Accept-Language"] = language.rawValue
            try await person.get("/aanmelden")
            let check = try #require(try await world.services.enrolments.check(token))
            var ticked = Dictionary(uniqueKeysWithValues: check.fields.map { ($0.formName, "ja") })
            ticked["versie"] = "1-2"
            let late = ("U was te lang weg.", "You were away too long.")
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "confirming what was shown before", form: ticked, path: "/aanmelden/klopt",
                        cookies: attempt, status: 422,
                        ("U veranderde iets op een ander scherm.", "You changed something on another screen.")
                    ),
                    BadRequest(
                        name: "confirming without the browser", form: ticked, path: "/aanmelden/klopt",
                        status: 200, leads: "/aanmelden?melding=verlopen", late),
                ], in: person, from: "/aanmelden", portal, language)
            _ = try await world.services.enrolments.confirm(
                Set(check.fields), shown: check.shown, on: token, device: .phone, language: language)
            ticked["versie"] = check.shown
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "confirming twice", form: ticked, path: "/aanmelden/klopt", cookies: attempt,
                        status: 200, leads: "/aanmelden?melding=verlopen", late)
                ], in: person, from: "/aanmelden", portal, language)

            try await world.apply(2, code: try await world.codes(1, for: other)[0])
            let id = try #require(try await world.services.confirmations.next(for: bram.worker))
            let foreign = try await Self.service(of: other, in: world)
            let desk = portal.browser()
            desk.headers["Accept-Language"] = language.rawValue
            desk.cookies["__Host-bueno-werk"] = bram.session.reveal()
            try await desk.get("/klant/aanvragen")
            let base = "/klant/aanvragen"
            let answered = ("Een collega was u voor", "A colleague was first")
            try await BadRequest.walk(
                [
                    BadRequest(name: "another's", path: "\(base)/\(foreign)", status: 404, BadRequest.noPage),
                    BadRequest(
                        name: "answering another's", form: ["antwoord": "yes"], path: "\(base)/\(foreign)",
                        status: 404, BadRequest.noPage),
                    BadRequest(
                        name: "taking another's back", form: [:], path: "\(base)/\(foreign)/terug",
                        status: 404, BadRequest.noPage),
                    BadRequest(
                        name: "nobody's", path: "\(base)/\(BadRequest.nobody)", status: 404, BadRequest.noPage
                    ),
                    BadRequest(
                        name: "no answer", form: ["antwoord": "misschien"], path: "\(base)/\(id)",
                        status: 422, ("Kies een antwoord.", "Choose an answer.")),
                    BadRequest(
                        name: "taking back what was not given", form: [:], path: "\(base)/\(id)/terug",
                        status: 409, ("Dit antwoord is al verwerkt.", "This answer has been processed.")),
                ], in: desk, from: "/klant/aanvragen", portal, language)
            try await world.services.confirmations.answer(.yes, to: id, by: bram.worker)
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "answering twice", form: ["antwoord": "has_one"], path: "\(base)/\(id)",
                        status: 409, answered),
                    BadRequest(
                        name: "opening what is answered", path: "\(base)/\(id)", status: 409, answered),
                ], in: desk, from: "/klant/aanvragen", portal, language)
            clock.advance(by: .hours(10))
            desk.cookies["__Host-bueno-werk"] = try await Self.again(bram, in: world).reveal()
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "taking back past its hour", form: [:], path: "\(base)/\(id)/terug",
                        status: 409, ("Dit antwoord is al verwerkt.", "This answer has been processed."))
                ], in: desk, from: "/klant/aanvragen", portal, language)
            let owner = try await BadRequestTests.person(3, portal, language)
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "an answer to no question", form: [:], path: "/mijn/telefoon/antwoord",
                        status: 409, ("Dit kan nu niet meer.", "This is no longer possible."))
                ], in: owner, portal, language)
        }
    }

    /// Signed in anew, after a long day.
    private static func again(_ worker: World.AtWork, in world: World) async throws -> Token {
        let challenge = try await world.services.workSignIns.start(
            emailAddress: worker.emailAddress, password: Sensitive(World.password), network: World.network)
        return try await world.services.workSignIns.prove(
            code: try world.appCode(worker.secret), on: challenge, network: World.network, device: .computer)
    }

    private static func service(of contract: Contract, in world: World) async throws -> MobileService.ID {
        let found = try await world.data.read { transaction in
            try transaction.row(
                "SELECT service_id FROM mobile_service WHERE contract_id = $1", contract.id.bytes)?.blob(0)
        }
        return try #require(found.flatMap { MobileService.ID(bytes: $0) })
    }
}
