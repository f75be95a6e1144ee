import Domain
import Features
import TestKit
import Testing
import Vault

@Suite struct SignInTests {
    @Test(arguments: TestEngine.allCases)
    func `a code by SMS signs in, once`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            let token = try await world.ask(1)
            let secret = try #require(world.outside.lastSecret())
            let outcome = try await world.services.signIns.prove(secret: secret, on: token, device: .computer)
            let session = try #require(outcome.session)
            #expect(try await world.services.sessions.signedIn(session)?.person == person.person)
            await #expect(throws: SignInRefusal.expired) {
                try await world.services.signIns.prove(secret: secret, on: token, device: .computer)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a stranger's number gets the same answer and no message`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let token = try await world.ask(77)
            #expect(world.outside.sent.isEmpty)
            await #expect(throws: SignInRefusal.wrongSecret(triesLeft: 4)) {
                try await world.services.signIns.prove(secret: "123456", on: token, device: .phone)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a link by mail signs in on its button and is used up`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            try await world.enrol(1, code: code)
            try await world.services.signIns.requestByMail(
                emailAddress: " Persoon1@Example.NL ", network: World.network, language: .dutch)
            try await world.settle()
            let link = try #require(world.outside.lastLink())
            #expect(try await world.services.signIns.isLinkOpen(link))
            let outcome = try await world.services.signIns.confirmLink(link, device: .phone)
            #expect(outcome.session != nil)
            #expect(try await world.services.signIns.isLinkOpen(link) == false)
            await #expect(throws: SignInRefusal.expired) {
                try await world.services.signIns.confirmLink(link, device: .phone)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one human with codes from two customers signs in once and sees both`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            for number in 1...2 {
                let code = try await world.codes(1, for: world.municipality(number))[0]
                try await world.enrol(1, code: code)
            }
            let token = try await world.ask(1)
            let secret = try #require(world.outside.lastSecret())
            let outcome = try await world.services.signIns.prove(secret: secret, on: token, device: .phone)
            let session = try #require(outcome.session)
            let signedIn = try #require(try await world.services.sessions.signedIn(session))
            #expect(
                signedIn.members.map(\.customerName).sorted() == [
                    "Gemeente Voorbeeld 1", "Gemeente Voorbeeld 2",
                ])
            let other = try #require(signedIn.members.first { $0.person != signedIn.person })
            #expect(try await world.services.sessions.show(other.person, for: signedIn))
            #expect(try await world.services.sessions.signedIn(session)?.person == other.person)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two people who share a phone are told apart by their address`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(2, for: world.municipality())
            try await world.enrol(1, code: codes[0])
            try await world.enrolSharingPhone(owner: 1, person: 2, code: codes[1])
            let token = try await world.ask(1)
            let secret = try #require(world.outside.lastSecret())
            guard
                case .askEmail = try await world.services.signIns.prove(
                    secret: secret, on: token, device: .phone)
            else {
                Issue.record("the phone alone opened an account that two share")
                return
            }
            await #expect(throws: SignInRefusal.doesNotMatch(triesLeft: 4)) {
                try await world.services.signIns.proveOther("vreemd@example.nl", on: token, device: .phone)
            }
            let session = try await world.services.signIns.proveOther(
                World.emailAddress(2), on: token, device: .phone)
            let signedIn = try #require(try await world.services.sessions.signedIn(session))
            #expect(signedIn.members.count == 1)
            let file = try await world.services.personFiles.file(of: signedIn)
            #expect(file.lines.first { $0.field == .emailAddress }?.value.reveal() == World.emailAddress(2))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a session ends when idle, rotates its token, and is revoked from the list`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            guard case .active(let token) = try await world.enrol(1, code: code) else { return }
            world.clock.advance(by: .hours(13))
            let sessions = world.services.sessions
            let rotated = try #require(try await sessions.signedIn(token)?.rotated)
            #expect(try await sessions.signedIn(token) != nil, "within its grace the old token still works")
            world.clock.advance(by: .minutes(5))
            #expect(try await sessions.signedIn(token) == nil)
            let signedIn = try #require(try await sessions.signedIn(rotated))
            let listed = try await sessions.list(for: signedIn)
            #expect(listed.count == 1 && listed[0].isThisOne)
            #expect(try await sessions.revoke(signedIn.session, for: signedIn))
            #expect(try await sessions.signedIn(rotated) == nil)
        }
    }
}

extension SignInOutcome {
    var session: Token? {
        if case .signedIn(let token) = self { token } else { nil }
    }
}

extension World {
    func ask(_ person: Int) async throws -> Domain.Token {
        let token = try await services.signIns.requestBySMS(
            mobileNumber: Self.mobileNumber(person), network: Self.network, language: .dutch)
        try await settle()
        return token
    }

    func enrolSharingPhone(owner: Int, person: Int, code: EnrolmentCode) async throws {
        let token = try await services.enrolments.begin(code: code.reveal(), network: Self.network)
        try await services.enrolments.give(
            ContactForm(
                mobileNumber: Self.mobileNumber(owner), emailAddress: Self.emailAddress(person),
                age: .sixteenOrOlder), on: token, language: .dutch, network: Self.network)
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        _ = try await services.enrolments.prove(secret: secret, on: token, device: .phone, language: .dutch)
    }
}
