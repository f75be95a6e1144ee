import Domain
import Features
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

@Suite struct ErasureTests {
    @Test(arguments: TestEngine.allCases)
    func `an erased person is gone, the neighbour stays, the log verifies and the receipt says done`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(2, for: world.municipality())
            let leaving = try await world.person(1, code: codes[0])
            let neighbour = try await world.person(2, code: codes[1])
            let receipt = try await world.erase(leaving)

            await #expect(throws: VaultError.noSuchPerson) { try await world.vault.keys(of: leaving.person) }
            for table in ["end_user", "session", "sealed_field", "blind_index", "message"] {
                let column = table == "message" ? "person_id" : "end_user_id"
                let left = try await world.data.read {
                    try $0.row(
                        SQL(stringLiteral: "SELECT COUNT(*) FROM \(table) WHERE \(column) = $1"),
                        leaving.person)?
                        .int(0)
                }
                #expect(left == 0, "\(table)")
            }
            #expect(try await world.services.personFiles.file(of: neighbour).lines.count == 3)
            let state = try #require(try await world.services.erasures.receipt(receipt.grouped))
            #expect(state.completed != nil)
            #expect(state.fields.fields == [.mobileNumber, .emailAddress, .enrolmentCode])
            #expect(try await world.services.erasures.receipt("AAAA AAAA AAAA AAAA") == nil)
            try await world.services.logKeeper.run()
            #expect(try await world.services.logKeeper.verify().isSound)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the receipt says busy until the keys are shredded`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            try await world.services.erasures.askProof(for: person, by: .mail)
            try await world.settle()
            let secret = try #require(world.outside.lastSecret())
            let receipt = try await world.services.erasures.erase(secret: secret, for: person)
            #expect(try #require(try await world.services.erasures.receipt(receipt.text)).completed == nil)
            await #expect(throws: (any Error).self) { try await world.services.personFiles.file(of: person) }
            try await world.services.shredder.run()
            #expect(try #require(try await world.services.erasures.receipt(receipt.text)).completed != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what the law keeps is restricted to that duty, and the rest is gone`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let operating = Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
            let until = world.clock.now() + .days(90)
            let issued = try await world.services.codeBatches.issue(
                1, contract: world.municipality().id, expires: until, reason: "proef", access: operating)
            let person = try await world.person(1, code: issued.letters[0].code)
            try await world.services.restrictions.place(
                batch: issued.batch, letterNumber: 1, on: .identity, reason: "bevel", until: until,
                access: Access(
                    actor: Actor(role: .privacyOfficer, organisation: .bueno),
                    purpose: .fraudAndLegalObligations,
                    ground: .legalDuty))
            let receipt = try await world.erase(person)
            #expect(try #require(try await world.services.erasures.receipt(receipt.text)).keptUntil == until)
            await #expect(throws: VaultError.restricted) {
                try await world.vault.read(
                    [.enrolmentCode], of: person.person, activity: .ownInspection,
                    access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))
            }
            let opened = try await world.vault.read(
                [.enrolmentCode, .mobileNumber], of: person.person, activity: .legalRestriction,
                access: Access(
                    actor: .system,
                    purpose: .fraudAndLegalObligations,
                    ground: .legalDuty))
            #expect(Set(opened.keys) == [.enrolmentCode])

            // The duty ends: the rest goes by itself.
            world.clock.set(until - .minutes(1))
            #expect(try await world.services.retention.run().persons == 0)
            world.clock.set(until + .minutes(1))
            #expect(try await world.services.retention.run().persons == 1)
            try await world.services.shredder.run()
            #expect(try await world.count("end_user") == 0)
            await #expect(throws: VaultError.noSuchPerson) { try await world.vault.keys(of: person.person) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who stays is locked as long as the order lasts, and opens again after it`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let operating = Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
            let until = world.clock.now() + .days(2)
            let issued = try await world.services.codeBatches.issue(
                1, contract: world.municipality().id, expires: until + .days(9), reason: "proef",
                access: operating)
            let person = try await world.person(1, code: issued.letters[0].code)
            try await world.services.restrictions.place(
                batch: issued.batch, letterNumber: 1, on: .identity, reason: "bevel", until: until,
                access: Access(
                    actor: Actor(role: .privacyOfficer, organisation: .bueno),
                    purpose: .fraudAndLegalObligations,
                    ground: .legalDuty))
            try await world.services.retention.run()
            let file = try await world.services.personFiles.file(of: person)
            #expect(file.lines.count == 2)
            #expect(file.locked == [.init(field: .enrolmentCode, until: until)])
            world.clock.set(until + .minutes(1))
            try await world.services.retention.run()
            #expect(try await world.services.personFiles.file(of: person).lines.count == 3)
            world.clock.advance(by: .days(2))
            #expect(try await world.line(.atMostOneYearAfterTheEnd).verdict != .broken)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a wrong code erases nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            try await world.services.erasures.askProof(for: person, by: .sms)
            try await world.settle()
            let right = try #require(world.outside.lastSecret())
            await #expect(throws: SignInRefusal.wrongSecret(triesLeft: 4)) {
                try await world.services.erasures.erase(
                    secret: right == "000000" ? "000001" : "000000", for: person)
            }
            #expect(try await world.services.personFiles.file(of: person).lines.count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keys of an enrolment that was left are destroyed, with a leaf`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let token = try await world.services.enrolments.begin(code: code.reveal(), network: World.network)
            try await world.services.enrolments.give(
                ContactForm(
                    mobileNumber: World.mobileNumber(1), emailAddress: World.emailAddress(1),
                    age: .sixteenOrOlder),
                on: token, language: .dutch, network: World.network)
            #expect(try await world.services.retention.run().abandonedKeys == 0)
            world.clock.advance(by: .hours(3))
            let leaves = try await world.count("log_leaf")
            #expect(try await world.services.retention.run().abandonedKeys == 1)
            #expect(try await world.count("log_leaf") == leaves + 1)
            let keys = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM person_key")?.int(0) }
            #expect(keys == 0)
            #expect(try await world.count("message") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person goes a year after the agreement ended and not a day earlier`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let code = try await world.codes(1, for: contract)[0]
            try await world.enrol(1, code: code)
            try await world.services.customers.end(contract.id)
            let ended = world.clock.now()
            world.clock.set(CalendarTerm.years(1).end(from: ended) - .minutes(1))
            #expect(try await world.services.retention.run().persons == 0)
            world.clock.advance(by: .minutes(2))
            #expect(try await world.services.retention.run().persons == 1)
            #expect(try await world.count("end_user") == 0)
        }
    }
}
