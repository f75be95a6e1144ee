import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct HelpedEnrolmentTests {
    @Test(arguments: TestEngine.allCases)
    func `who has no address enrols with help, is signed in nowhere, and is held with two things`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            guard case .helped(let number) = try await world.enrolHelped(1, code: code) else {
                Issue.record("signed in on somebody else's computer")
                return
            }
            #expect(number.masked.hasSuffix("01"))
            let sessions = try await world.data.read { try $0.row("SELECT COUNT(*) FROM session")?.int(0) }
            #expect(sessions == 0)
            // The welcome was not sent to anybody, and waits.
            #expect(world.outside.sent.map(\.channel) == ["sms"])

            let session = try await world.signInAgain(1)
            let signedIn = try #require(try await world.services.sessions.signedIn(session))
            let file = try await world.services.personFiles.file(of: signedIn)
            #expect(Set(file.lines.map(\.field)) == [.mobileNumber, .enrolmentCode])
            let welcome = try await world.services.personMessages.list(for: signedIn).first { $0.kind == .welcome }
            #expect(welcome?.state == .kept && welcome?.isReadable == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without help the address is asked`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let token = try await world.services.enrolments.begin(code: code.reveal(), network: World.network)
            for (isHelped, typed, problem) in [
                (false, "", FormProblem.emailMissing), (true, "nee", .emailInvalid),
            ] {
                await #expect(throws: EnrolmentRefusal.invalid([problem])) {
                    try await world.services.enrolments.give(
                        ContactForm(
                            mobileNumber: World.mobileNumber(1), emailAddress: typed, age: .sixteenOrOlder),
                        on: token, language: .dutch, network: World.network, isHelped: isHelped)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two without an address who share a phone are told apart by the end of their code`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(2, for: world.municipality())
            for code in codes { _ = try await world.enrolHelped(1, code: code) }
            let token = try await world.ask(1)
            let secret = try #require(world.outside.lastSecret())
            guard
                case .askEmail = try await world.services.signIns.prove(
                    secret: secret, on: token, device: .phone)
            else {
                Issue.record("the phone alone opened what two may share")
                return
            }
            let wrong = codes[1].lastGroup.reveal() == "0000" ? "1111" : "0000"
            await #expect(throws: SignInRefusal.doesNotMatch(triesLeft: 4)) {
                try await world.services.signIns.proveOther(wrong, on: token, device: .phone)
            }
            let session = try await world.services.signIns.proveOther(
                codes[1].lastGroup.reveal().lowercased(), on: token, device: .phone)
            #expect(try await world.services.sessions.signedIn(session)?.members.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an address can be added later, and the number changed without one, each with two codes`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            _ = try await world.enrolHelped(1, code: code)
            let session = try await world.signInAgain(1)
            let signedIn = try #require(try await world.services.sessions.signedIn(session))
            let here = Here(token: session, signedIn: signedIn)
            // Another number: proven at the new phone and at the old one.
            let token = try await world.begin(.sms, typed: World.mobileNumber(2), here)
            _ = try await world.prove(.phone(2), token, here)
            #expect(try await world.prove(.phone(1), token, here).isNext == false)
            // An address: proven there and at the phone.
            let again = try await world.begin(.mail, typed: World.emailAddress(2), here)
            _ = try await world.prove(.mailbox(2), again, here)
            #expect(try await world.prove(.phone(2), again, here).isNext == false)
            #expect(try await world.revisions(of: signedIn.person).count == 3)
            try await world.services.safeContacts.turn(on: true, for: signedIn)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who has no address can have everything erased`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await world.enrolHelped(1, code: try await world.codes(1, for: world.municipality())[0])
            let signedIn = try #require(
                try await world.services.sessions.signedIn(try await world.signInAgain(1)))
            await #expect(throws: SignInRefusal.expired) {
                try await world.services.erasures.askProof(for: signedIn, by: .mail)
            }
            try await world.erase(signedIn)
            #expect(try await world.data.read { try $0.row("SELECT COUNT(*) FROM end_user")?.int(0) } == 0)
        }
    }
}

extension World {
    /// Through the three screens on somebody else's computer, without an address.
    func enrolHelped(_ person: Int, code: EnrolmentCode) async throws -> Enrolled {
        let token = try await services.enrolments.begin(code: code.reveal(), network: Self.network)
        try await services.enrolments.give(
            ContactForm(mobileNumber: Self.mobileNumber(person), emailAddress: " ", age: .sixteenOrOlder),
            on: token, language: .dutch, network: Self.network, isHelped: true)
        try await settle()
        let enrolled = try await services.enrolments.prove(
            secret: try #require(outside.lastSecret()), on: token, device: .computer, language: .dutch,
            isHelped: true)
        try await settle()
        return enrolled
    }
}
