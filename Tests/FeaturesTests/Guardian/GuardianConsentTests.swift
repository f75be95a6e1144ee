import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P18 from the child who names somebody to the answer that counts, on both engines.
@Suite struct GuardianConsentTests {
    private static func state(_ world: World) async throws -> String? {
        try await world.data.read { try $0.row("SELECT state FROM end_user")?.text(0) }
    }

    private static func code(_ world: World) async throws -> EnrolmentCode {
        try await world.codes(1, for: world.municipality())[0]
    }

    @Test(arguments: TestEngine.allCases)
    func `a guardian says yes after a code, and the child's service runs`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.enrol(1, code: try await Self.code(world), age: .underSixteen)
            #expect(try await Self.state(world) == "awaiting_guardian")
            let (session, guardian) = try await world.guardianSession()
            let child = try #require(try await world.services.consents.child(guardian, in: session))
            #expect(child.answer == .asked && child.maskedNumber.hasSuffix("01"))
            #expect(child.own.map(\.isConfirmed) == [true])
            try await world.services.consents.give(
                guardian, version: try world.consentVersion(), in: session)
            try await world.settle()
            #expect(try await Self.state(world) == "active")
            let signedIn = try await world.signIn(1)
            #expect(signedIn.state == .active)
            let row = try await world.data.read {
                try $0.row("SELECT state, way, text_version, answered_at FROM consent")
            }
            #expect(try row?.text(0) == "given" && row?.text(1) == "browser")
            #expect(try row?.text(2) == world.consentVersion())
            #expect(try row?.moment(3) == world.clock.now())
            // Said: the links to the question are over.
            #expect(try await world.count("guardian_link") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a guardian takes the yes back, also while the child has their data restricted`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            try await world.minor(1, code: try await Self.code(world))
            try await world.services.askedRestrictions.place(for: try await world.signIn(1))
            let session = try await world.guardianAtDoor(World.guardianNumber(1))
            let child = try #require(try await world.services.consents.children(in: session)?.first)
            try await world.services.consents.withdraw(child.guardian, in: session)
            #expect(try await Self.state(world) == "awaiting_guardian")
            guard case .erased = try await world.services.consents.refuse(child.guardian, in: session) else {
                Issue.record("nothing was erased")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a no of the only guardian erases everything at once, and a receipt shows it`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            try await world.enrol(1, code: try await Self.code(world), age: .underSixteen)
            let (session, guardian) = try await world.guardianSession()
            guard case .erased(let receipt) = try await world.services.consents.refuse(guardian, in: session)
            else {
                Issue.record("nothing was erased")
                return
            }
            try await world.services.shredder.run()
            for table in [
                "end_user", "sealed_field", "sealed_value", "guardian", "guardian_index", "guardian_link",
                "consent", "blind_index", "message", "guardian_session_guardian",
            ] {
                #expect(try await world.count(table) == 0, "\(table)")
            }
            let keys = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM person_key")?.int(0) }
            #expect(keys == 0)
            let shown = try #require(try await world.services.erasures.receipt(receipt.text))
            #expect(shown.completed != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a withdrawal ends every session at once, and thirty days later all is gone`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            try await world.minor(1, code: try await Self.code(world))
            let signedIn = try await world.signIn(1)
            #expect(signedIn.state == .active)
            // Long afterwards, by the door that always works.
            world.clock.advance(by: .days(60))
            let session = try await world.guardianAtDoor(World.guardianNumber(1))
            let child = try #require(try await world.services.consents.children(in: session)?.first)
            #expect(child.answer == .given)
            try await world.services.consents.withdraw(child.guardian, in: session)
            #expect(try await Self.state(world) == "awaiting_guardian")
            #expect(try await world.count("session") == 0)
            let until = CalendarTerm.days(30).end(from: world.clock.now())
            world.clock.set(until - .minutes(1))
            try await world.services.retention.run()
            #expect(try await world.count("end_user") == 1)
            world.clock.set(until + .minutes(1))
            try await world.services.retention.run()
            try await world.services.shredder.run()
            #expect(try await world.count("end_user") == 0)
            #expect(try await world.count("guardian") == 0)
            #expect(try await world.count("sealed_value") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was taken back can be given again, and both stay on record`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (session, guardian) = try await world.minor(1, code: try await Self.code(world))
            try await world.services.consents.withdraw(guardian, in: session)
            await #expect(throws: GuardianRefusal.consent(.alreadySaid)) {
                try await world.services.consents.withdraw(guardian, in: session)
            }
            try await world.services.consents.give(
                guardian, version: try world.consentVersion(), in: session)
            #expect(try await Self.state(world) == "active")
            #expect(try await world.count("consent") == 2)
            await #expect(throws: GuardianRefusal.consent(.alreadySaid)) {
                try await world.services.consents.refuse(guardian, in: session)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two guardians who disagree: it stands still until both say yes`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (first, firstGuardian) = try await world.minor(1, code: try await Self.code(world))
            let child = try await world.signIn(1)
            try await world.services.ownGuardians.name(
                World.guardianForm(2), for: child, language: .dutch)
            try await world.settle()
            // A question that is open stops nothing.
            #expect(try await Self.state(world) == "active")
            let (second, secondGuardian) = try await world.guardianSession()
            guard case .stopped = try await world.services.consents.refuse(secondGuardian, in: second) else {
                Issue.record("one guardian undid what the other decided")
                return
            }
            #expect(try await Self.state(world) == "awaiting_guardian")
            let seen = try #require(try await world.services.consents.child(firstGuardian, in: first))
            #expect(seen.answer == .given && seen.others == [.refused])
            try await world.services.consents.give(
                secondGuardian, version: try world.consentVersion(), in: second)
            #expect(try await Self.state(world) == "active")
            let own = try #require(try await world.services.ownGuardians.list(for: child))
            #expect(own.map(\.answer) == [.given, .given])
            // Two is enough.
            await #expect(throws: GuardianRefusal.tooManyGuardians) {
                try await world.services.ownGuardians.name(
                    World.guardianForm(3), for: child, language: .dutch)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a guardian of two children finds both after one proof, and nobody else's`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let codes = try await world.codes(3, for: world.municipality())
            try await world.enrol(1, code: codes[0], age: .underSixteen)
            try await world.enrol(2, code: codes[1], age: .underSixteen)
            // The third child has the guardian of the first.
            let token = try await world.services.enrolments.begin(
                code: codes[2].reveal(), network: World.network)
            try await world.services.enrolments.give(
                ContactForm(
                    mobileNumber: World.mobileNumber(3), emailAddress: World.emailAddress(3),
                    age: .underSixteen), on: token, language: .dutch, network: World.network)
            try await world.services.enrolments.name(World.guardianForm(1), on: token, language: .dutch)
            try await world.settle()
            _ = try await world.services.enrolments.prove(
                secret: try #require(world.outside.lastSecret()), on: token, device: .phone,
                language: .dutch)
            let session = try await world.guardianAtDoor(World.guardianNumber(1))
            let children = try #require(try await world.services.consents.children(in: session))
            #expect(Set(children.map { String($0.maskedNumber.suffix(2)) }) == ["01", "03"])
            let others = try await world.guardianAtDoor(World.guardianNumber(2))
            let other = try #require(try await world.services.consents.children(in: others)?.first)
            await #expect(throws: GuardianRefusal.expired) {
                try await world.services.consents.refuse(other.guardian, in: session)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who was named by mail alone gives a number, and not the child's`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let token = try await world.services.enrolments.begin(
                code: try await Self.code(world).reveal(), network: World.network)
            try await world.services.enrolments.give(
                ContactForm(
                    mobileNumber: World.mobileNumber(1), emailAddress: World.emailAddress(1),
                    age: .underSixteen), on: token, language: .dutch, network: World.network)
            try await world.services.enrolments.name(
                World.guardianForm(1, mail: true), on: token, language: .dutch)
            try await world.settle()
            _ = try await world.services.enrolments.prove(
                secret: try #require(world.outside.lastSecret()), on: token, device: .phone,
                language: .dutch)
            try await world.settle()
            let link = try #require(world.outside.lastLink())
            #expect(try await world.services.guardianDoor.link(link)?.hasNumber == false)
            await #expect(throws: GuardianRefusal.invalid([.ownNumber])) {
                _ = try await world.services.guardianDoor.askCode(
                    link: link, mobileNumber: World.mobileNumber(1), network: World.network)
            }
            let (session, guardian) = try await world.guardianSession(
                mobileNumber: World.guardianNumber(1))
            let child = try #require(try await world.services.consents.child(guardian, in: session))
            #expect(child.own.map(\.isConfirmed) == [true, true])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code is tried five times, used once, and opens nobody for who was never named`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            try await world.enrol(1, code: try await Self.code(world), age: .underSixteen)
            let door = world.services.guardianDoor
            let before = world.outside.sent.count
            let stranger = try await door.askCode(
                mobileNumber: World.guardianNumber(77), network: World.network)
            try await world.settle()
            #expect(world.outside.sent.count == before)
            await #expect(throws: GuardianRefusal.wrongSecret(triesLeft: 4)) {
                try await door.prove(secret: "000000", on: stranger)
            }
            let link = try #require(world.outside.lastLink())
            let code = try await door.askCode(link: link, mobileNumber: "", network: World.network)
            try await world.settle()
            let right = try #require(world.outside.lastSecret())
            let wrong = right == "111111" ? "222222" : "111111"
            for left in stride(from: 4, through: 1, by: -1) {
                await #expect(throws: GuardianRefusal.wrongSecret(triesLeft: left)) {
                    try await door.prove(secret: wrong, on: code)
                }
            }
            await #expect(throws: GuardianRefusal.noTriesLeft) {
                try await door.prove(secret: wrong, on: code)
            }
            await #expect(throws: GuardianRefusal.noTriesLeft) {
                try await door.prove(secret: right, on: code)
            }
            let again = try await door.askCode(link: link, mobileNumber: "", network: World.network)
            try await world.settle()
            let secret = try #require(world.outside.lastSecret())
            _ = try await door.prove(secret: secret, on: again)
            await #expect(throws: GuardianRefusal.expired) { try await door.prove(secret: secret, on: again) }
        }
    }
}
