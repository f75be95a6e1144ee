import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What happens when an agreement ends: the clock of its people starts, and everyone is told once.
struct ContractEndingTests {
    @Test(arguments: TestEngine.allCases)
    func `its people and its administrators are told, once, and nobody else`(engine: TestEngine) async throws
    {
        try await World.with(engine) { world in
            let (ending, other) = (try await world.municipality(1), try await world.municipality(2))
            let noor = try await world.colleague(1, of: ending.customer)
            _ = try await world.colleague(2, of: ending.customer, roles: [.caseworker])
            _ = try await world.colleague(3, of: other.customer)
            for (number, code) in zip(1..., try await world.codes(3, for: ending)) {
                try await world.enrol(number, code: code)
            }
            try await world.enrol(9, code: try await world.codes(1, for: other)[0])
            let before = world.outside.sent.count
            let preview = try #require(try await world.services.contractEndings.preview(ending.id))
            #expect(preview.endUsers == 3 && preview.administrators == 1)

            try await world.services.customers.end(ending.id)
            #expect(try await world.services.contractEndings.run() == 3)
            #expect(try await world.services.contractEndings.run() == 0)
            try await world.settle()
            let told = world.outside.sent.dropFirst(before).compactMap(\.mailAddress).sorted()
            #expect(told == [noor.emailAddress] + (1...3).map(World.emailAddress))
            #expect(try await world.services.contractEndings.preview(ending.id) == nil)
            let progress = try #require(
                try await world.services.customers.file(ending.customer)?.contracts.first?.ending)
            #expect(progress.told == 3 && progress.administrators == 1 && progress.completed != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the mail says until when, and so does Mijn BuenO`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let person = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            #expect(try await world.services.personFiles.file(of: person).keepUntil == nil)
            try await world.services.customers.end(contract.id)
            let ended = world.clock.now()
            try await world.services.contractEndings.run()
            try await world.settle()
            guard case .mail(let mail) = world.outside.sent.last else {
                Issue.record("no mail")
                return
            }
            let content = mail.content.reveal()
            #expect(content.subject == MessageKind.agreementEnded.title(in: .dutch))
            #expect(content.text.contains("uiterlijk op") && content.text.contains("/mijn"))
            #expect(!content.text.contains("Gemeente Voorbeeld"))
            let file = try await world.services.personFiles.file(of: person)
            #expect(file.keepUntil == CalendarTerm.years(1).end(from: ended))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who is erased or locked is passed over, and the rest is told`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let codes = try await world.codes(3, for: contract)
            let gone = try await world.person(1, code: codes[0])
            let locked = try await world.person(2, code: codes[1])
            try await world.enrol(3, code: codes[2])
            try await world.erase(gone)
            _ = try await world.data.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO restriction (end_user_id, class, reason, placed_at, until)
                    VALUES ($1, 'contact', 'proef', $2, $3)
                    """, locked.person, transaction.now, transaction.now + .days(9))
            }
            try await world.services.customers.end(contract.id)
            #expect(try await world.services.contractEndings.run() == 1)
            let progress = try await world.services.customers.file(contract.customer)?.contracts[0].ending
            #expect(progress?.told == 1 && progress?.unreachable == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who said stop finds it in Mijn BuenO, and nothing is sent, also not later`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let codes = try await world.codes(2, for: contract)
            let (restricted, token) = try await world.arrival(1, code: codes[0])
            let objecting = try await world.person(2, code: codes[1])
            try await world.services.askedRestrictions.place(for: restricted)
            try await world.services.rightsRequests.ask(
                .objection(.communication), words: "Genoeg", for: objecting)
            try await world.settle()
            let before = world.outside.sent.count
            try await world.services.customers.end(contract.id)
            #expect(try await world.services.contractEndings.run() == 0)
            try await world.settle()
            #expect(world.outside.sent.count == before)
            for person in [restricted, objecting] {
                let kept = try await world.services.personMessages.list(for: person)
                    .filter { $0.kind == .agreementEnded }
                #expect(kept.map(\.state) == [.kept])
            }
            let progress = try await world.services.customers.file(contract.customer)?.contracts[0].ending
            #expect(progress?.told == 0 && progress?.unreachable == 2 && progress?.completed != nil)
            let proven = try await world.line(.restrictedForLegalDutyAlone)
            #expect(proven.verdict == .proven, "\(proven.rows)")

            let afterwards = try await world.stepUp(token)
            try await world.services.askedRestrictions.lift(for: afterwards)
            let lifted = world.outside.sent.count
            try await world.settle()
            #expect(world.outside.sent.count == lifted)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `workers at once, and more people than one chunk, tell everybody once`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let codes = try await world.codes(60, for: contract)
            for (number, code) in zip(1..., codes) { try await world.enrol(number, code: code) }
            try await world.services.customers.end(contract.id)
            let endings = world.services.contractEndings
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3 { group.addTask { try await endings.run() } }
                let told = try await group.reduce(0, +)
                #expect(told == 60)
            }
            let queued = try await world.data.read { transaction in
                try transaction.row(
                    """
                    SELECT COUNT(*), COUNT(DISTINCT person_id) FROM message WHERE kind = 'agreement_ended'
                    """
                ).map { (try $0.int(0), try $0.int(1)) }
            }
            #expect(queued.map { $0 == (60, 60) } == true)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an end that was agreed beforehand is told when it comes`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let customers = world.services.customers
            let registration = try customers.registration(CustomerTests.form())
            let ends = world.clock.now() + .days(10)
            let contract = try await customers.register(
                Registration(
                    details: registration.details,
                    period: ContractPeriod(starts: registration.period.starts, ends: ends)),
                service: .freeCalling)
            try await world.enrol(1, code: try await world.codes(1, for: contract)[0])
            #expect(try await world.services.contractEndings.run() == 0)
            world.clock.advance(by: .days(11))
            #expect(try await world.services.contractEndings.run() == 1)
        }
    }
}

extension CapturingGateway.Sent {
    /// To whom a mail went.
    var mailAddress: String? {
        if case .mail(let mail) = self { mail.recipient.canonical.reveal() } else { nil }
    }
}
