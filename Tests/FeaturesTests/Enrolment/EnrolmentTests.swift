import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct EnrolmentTests {
    @Test(arguments: TestEngine.allCases)
    func `a person enrols with a code, a number and an address, and sees what is held`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let code = try await world.codes(1, for: contract)[0]
            let signedIn = try await world.person(1, code: code)
            let file = try await world.services.personFiles.file(of: signedIn)
            #expect(Set(file.lines.map(\.field)) == [.mobileNumber, .emailAddress, .enrolmentCode])
            #expect(file.lines.first { $0.field == .mobileNumber }?.value.reveal() == "+31612340001")
            #expect(file.customerName == "Gemeente Voorbeeld 1")
            let page = try await world.services.sightings.page(of: signedIn, onlyPeople: false, before: nil)
            #expect(page.sightings.contains { $0.act == .store && $0.activity == .enrolment })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a redeemed code cannot be redeemed twice`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            try await world.enrol(1, code: code)
            await #expect(throws: EnrolmentRefusal.code(.alreadyRedeemed)) {
                try await world.services.enrolments.begin(code: code.reveal(), network: World.network)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two who hold the same code at the last screen one gets in`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let enrolments = world.services.enrolments
            var waiting: [(Token, String)] = []
            for person in 1...2 {
                let token = try await enrolments.begin(code: code.reveal(), network: World.network)
                try await enrolments.give(
                    ContactForm(
                        mobileNumber: World.mobileNumber(person), emailAddress: World.emailAddress(person),
                        age: .sixteenOrOlder), on: token, language: .dutch, network: World.network)
                try await world.settle()
                waiting.append((token, try #require(world.outside.lastSecret())))
            }
            _ = try await enrolments.prove(
                secret: waiting[0].1, on: waiting[0].0, device: .phone, language: .dutch)
            await #expect(throws: EnrolmentRefusal.code(.alreadyRedeemed)) {
                try await enrolments.prove(
                    secret: waiting[1].1, on: waiting[1].0, device: .phone, language: .dutch)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `expired, revoked and unknown codes are refused each with its reason`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let short = try await world.codes(1, for: contract, validFor: .days(1))[0]
            let access = Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
            let (batch, letters) = try await world.services.codeBatches.issue(
                1, contract: contract.id, expires: world.clock.now() + .days(9), reason: "proef",
                access: access)
            #expect(try await world.services.codeBatches.revoke(batch, reason: "kwijt", access: access) == 1)
            world.clock.advance(by: .days(2))
            var generator = SystemRandomNumberGenerator()
            let unknown = EnrolmentCode(random: &generator)
            for (code, refusal) in [
                (short, CodeRefusal.expired), (letters[0].code, .revoked), (unknown, .unknown),
            ] {
                await #expect(throws: EnrolmentRefusal.code(refusal)) {
                    try await world.services.enrolments.begin(code: code.reveal(), network: World.network)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a wrong secret costs a try and the fifth is the last`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let enrolments = world.services.enrolments
            let token = try await enrolments.begin(code: code.reveal(), network: World.network)
            try await enrolments.give(
                ContactForm(
                    mobileNumber: World.mobileNumber(1), emailAddress: World.emailAddress(1),
                    age: .sixteenOrOlder),
                on: token, language: .dutch, network: World.network)
            try await world.settle()
            let right = try #require(world.outside.lastSecret())
            let wrong = right == "000000" ? "000001" : "000000"
            for left in stride(from: 4, through: 1, by: -1) {
                await #expect(throws: EnrolmentRefusal.wrongSecret(triesLeft: left)) {
                    try await enrolments.prove(secret: wrong, on: token, device: .phone, language: .dutch)
                }
            }
            for _ in 1...2 {
                await #expect(throws: EnrolmentRefusal.noTriesLeft) {
                    try await enrolments.prove(secret: wrong, on: token, device: .phone, language: .dutch)
                }
            }
            await #expect(throws: EnrolmentRefusal.noTriesLeft) {
                try await enrolments.prove(secret: right, on: token, device: .phone, language: .dutch)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person under sixteen is kept for thirty days and then gone`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            guard case .awaitingGuardian(let until) = try await world.enrol(1, code: code, age: .underSixteen)
            else {
                Issue.record("a minor got an account")
                return
            }
            #expect(until == CalendarTerm.days(30).end(from: world.clock.now()))
            try await world.services.retention.run()
            #expect(try await world.count("end_user") == 1)
            world.clock.set(until + .minutes(1))
            try await world.services.retention.run()
            #expect(try await world.count("end_user") == 0)
            #expect(try await world.count("sealed_field") == 0)
        }
    }
}

extension World {
    func count(_ table: String) async throws -> Int64 {
        try await data.read { try $0.row(SQL(stringLiteral: "SELECT COUNT(*) FROM \(table)"))?.int(0) ?? 0 }
    }
}
