import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// The customer says who qualifies (P15).
struct ConfirmationTests {
    private func prepared(
        _ engine: TestEngine, people: Int = 1,
        _ body: (World, Worker, [SignedIn], Contract) async throws -> Void
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer, roles: [.caseworker]).worker
            var signedIn: [SignedIn] = []
            for (number, code) in zip(1..., try await world.codes(people, for: contract)) {
                signedIn.append(try await world.applicant(number, code: code))
                world.clock.advance(by: .minutes(1))
            }
            try await body(world, noor, signedIn, contract)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a yes counts from its hour, and the person hears it`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, _ in
            let confirmations = world.services.confirmations
            let id = try #require(try await confirmations.next(for: noor))
            try await confirmations.answer(.yes, to: id, by: noor)
            try await world.services.confirmationClock.run()
            #expect(try await world.services.mobileServices.own(of: people[0])?.state == .saidYes)
            world.clock.advance(by: .hours(26))
            let outcome = try await world.services.confirmationClock.run()
            #expect(outcome.processed == 1)
            try await world.settle()
            let own = try #require(try await world.services.mobileServices.own(of: people[0]))
            #expect(own.state == .active)
            #expect(own.confirmedUntil == CalendarTerm.years(1).end(from: world.clock.now()))
            #expect(world.outside.subjects.contains("Uw aanvraag is goedgekeurd"))
            // A second run does nothing more.
            #expect(try await world.services.confirmationClock.run() == ConfirmationClock.Outcome())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a no carries its reason and when all goes`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, _ in
            try await world.answerNext(.no(.otherPerson), by: noor)
            let own = try #require(try await world.services.mobileServices.own(of: people[0]))
            #expect(own.state == .ended && own.endedBecause == .refused && own.refusal == .otherPerson)
            #expect(own.gone == CalendarTerm.days(42).end(from: world.clock.now()))
            world.clock.advance(by: .days(43))
            try await world.services.retention.run()
            let left = try await world.data.read {
                try $0.row("SELECT COUNT(*) FROM end_user")?.int(0)
            }
            #expect(left == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a question goes to the person, whose answer asks anew`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, _ in
            try await world.answerNext(.question(.birthYear), by: noor)
            #expect(try await world.services.mobileServices.own(of: people[0])?.question == .birthYear)
            #expect(try await world.services.confirmations.next(for: noor) == nil)
            try await world.services.mobileServices.reply(for: people[0])
            #expect(try await world.services.mobileServices.own(of: people[0])?.state == .asked)
            #expect(try await world.services.confirmations.next(for: noor) != nil)
            await #expect(throws: MobileRefusal.notNow) {
                try await world.services.mobileServices.reply(for: people[0])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer can be taken back until its hour, and not after`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, _ in
            let confirmations = world.services.confirmations
            let id = try #require(try await confirmations.next(for: noor))
            try await confirmations.answer(.no(.hasOne), to: id, by: noor)
            await #expect(throws: MobileRefusal.alreadyAnswered) {
                try await confirmations.answer(.yes, to: id, by: noor)
            }
            try await confirmations.undo(id, by: noor)
            #expect(try await confirmations.next(for: noor) == id)
            try await confirmations.answer(.yes, to: id, by: noor)
            world.clock.advance(by: .hours(26))
            // The clock has not run yet, and the hour has passed all the same.
            await #expect(throws: MobileRefusal.nothingToUndo) { try await confirmations.undo(id, by: noor) }
            try await world.services.confirmationClock.run()
            #expect(try await world.services.mobileServices.own(of: people[0])?.state == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the oldest comes first, one is passed over, and two at once are one answer`(
        engine: TestEngine
    ) async throws {
        try await prepared(engine, people: 3) { world, noor, _, _ in
            let confirmations = world.services.confirmations
            let waiting = try await confirmations.waiting(for: noor)
            #expect(waiting.map(\.letterNumber) == [1, 2, 3])
            #expect(try await confirmations.next(for: noor) == waiting[0].id)
            #expect(try await confirmations.next(for: noor, after: waiting[0].id) == waiting[1].id)
            #expect(try await confirmations.next(for: noor, after: waiting[2].id) == waiting[0].id)
            let first = waiting[0].id
            let won = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do {
                            try await confirmations.answer(.yes, to: first, by: noor)
                            return true
                        } catch {
                            return false
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(won == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a caseworker sees name and year, and the person reads that`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, _ in
            let id = try #require(try await world.services.confirmations.next(for: noor))
            let open = try #require(try await world.services.confirmations.open(id, by: noor))
            #expect(open.birthYear.reveal() == "1987" && open.count == 1)
            let seen = try await world.services.sightings.page(
                of: people[0], onlyPeople: true, before: nil)
            let look = try #require(seen.sightings.first)
            #expect(look.activity == .eligibility && look.role == .caseworker)
            #expect(look.fields == FieldSet([Field.firstName, .lastName, .birthDate]))
            #expect(look.purpose == .delivery)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another customer's people find, open and answer nothing`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, _ in
            let other = try await world.mobileMunicipality(2)
            let saar = try await world.colleague(2, of: other.customer, roles: [.caseworker]).worker
            let id = try #require(try await world.services.confirmations.next(for: noor))
            #expect(try await world.services.confirmations.next(for: saar) == nil)
            #expect(try await world.services.confirmations.open(id, by: saar) == nil)
            await #expect(throws: MobileRefusal.over) {
                try await world.services.confirmations.answer(.yes, to: id, by: saar)
            }
            // Past the feature, the vault refuses too.
            let actor = try #require(saar.actor(in: [.caseworker]))
            await #expect(throws: VaultError.notYours) {
                try await world.vault.read(
                    [.firstName], of: people[0].person, activity: .eligibility,
                    access: Access(actor: actor, purpose: .delivery, ground: .serviceDelivery))
            }
        }
    }

    /// P15, without a line of the program between.
    @Test(arguments: TestEngine.allCases)
    func `the store lets nothing run without a processed yes about this person`(
        engine: TestEngine
    ) async throws {
        try await prepared(engine, people: 2) { world, noor, _, _ in
            let confirmations = world.services.confirmations
            let waiting = try await confirmations.waiting(for: noor)
            try await confirmations.answer(.no(.hasOne), to: waiting[0].id, by: noor)
            try await confirmations.answer(.yes, to: waiting[1].id, by: noor)
            let moves: [SQL] = [
                "UPDATE mobile_service SET state = 'active', process_at = NULL",
                """
                UPDATE mobile_service SET state = 'active', process_at = NULL, confirmed_until = 1, active_since = 1,
                    confirmation_verdict = 'yes', confirmation_standing = 'processed', confirmation_id = (
                        SELECT answer_id FROM eligibility_answer a WHERE a.end_user_id = mobile_service.end_user_id)
                """,
                """
                UPDATE mobile_service SET state = 'active', process_at = NULL, confirmed_until = 1, active_since = 1,
                    confirmation_verdict = 'yes', confirmation_standing = 'given', confirmation_id = (
                        SELECT answer_id FROM eligibility_answer WHERE verdict = 'yes')
                """,
            ]
            for move in moves {
                await #expect(throws: (any Error).self) {
                    try await world.data.write { transaction in try transaction.execute(move) }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a year the customer is asked anew, reminded twice, and then it ends`(
        engine: TestEngine
    ) async throws {
        try await prepared(engine) { world, noor, people, contract in
            _ = try await world.colleague(5, of: contract.customer)
            try await world.answerNext(.yes, by: noor)
            let until = try #require(
                try await world.services.mobileServices.own(of: people[0])?.confirmedUntil)
            world.clock.set(until - .days(59))
            #expect(try await world.services.confirmationClock.run().askedAgain == 1)
            #expect(try await world.services.mobileServices.own(of: people[0])?.state == .askedAgain)
            world.clock.set(until - .days(29))
            let first = try await world.services.confirmationClock.run()
            #expect(first.reminded == 1 && first.warned == 0)
            try await world.settle()
            #expect(try await world.services.confirmationClock.run().reminded == 0)
            // With the last reminder the person hears it too, once.
            world.clock.set(until - .days(6))
            let last = try await world.services.confirmationClock.run()
            #expect(last.reminded == 1 && last.warned == 1)
            try await world.settle()
            #expect(try await world.services.confirmationClock.run().warned == 0)
            // The role of the first administrator ends with the year.
            _ = try await world.colleague(6, of: contract.customer)
            world.clock.set(until + .minutes(1))
            #expect(try await world.services.confirmationClock.run().lapsed == 1)
            try await world.settle()
            let subjects = world.outside.subjects
            #expect(subjects.count { $0 == "Bevestig wie nog in aanmerking komt" } == 2)
            #expect(subjects.count { $0 == "Uw dienst stopt misschien" } == 1)
            #expect(subjects.count { $0 == "Uw aanvraag of dienst is gestopt" } == 1)
            #expect(subjects.contains("Diensten zijn gestopt omdat niemand ze bevestigde"))
            #expect(try await world.services.mobileServices.own(of: people[0])?.endedBecause == .notConfirmed)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a yes the second year makes it a year longer`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, _ in
            try await world.answerNext(.yes, by: noor)
            let until = try #require(
                try await world.services.mobileServices.own(of: people[0])?.confirmedUntil)
            world.clock.set(until - .days(50))
            try await world.services.confirmationClock.run()
            // The grant of who answers ended with the year.
            let again = try await world.colleague(
                9, of: try #require(noor.customer), roles: [.caseworker]
            ).worker
            try await world.answerNext(.yes, by: again)
            let own = try #require(try await world.services.mobileServices.own(of: people[0]))
            #expect(own.state == .active)
            #expect(own.confirmedUntil == CalendarTerm.years(1).end(from: world.clock.now()))
            // Who is confirmed in time is never warned, and the next year is a new one.
            world.clock.set(until - .days(6))
            #expect(try await world.services.confirmationClock.run().warned == 0)
            world.clock.set(try #require(own.confirmedUntil) - .days(6))
            #expect(try await world.services.confirmationClock.run().warned == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an application that nobody answers ends after its time`(engine: TestEngine) async throws {
        try await prepared(engine) { world, _, people, _ in
            world.clock.set(CalendarTerm.months(3).end(from: world.clock.now()))
            let outcome = try await world.services.confirmationClock.run()
            #expect(outcome.lapsed == 1)
            #expect(try await world.services.mobileServices.own(of: people[0])?.endedBecause == .notAnswered)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `when the agreement ends the service ends`(engine: TestEngine) async throws {
        try await prepared(engine) { world, noor, people, contract in
            try await world.answerNext(.yes, by: noor)
            try await world.services.customers.end(contract.id)
            world.clock.advance(by: .minutes(1))
            #expect(try await world.services.confirmationClock.run().stopped == 1)
            #expect(
                try await world.services.mobileServices.own(of: people[0])?.endedBecause == .contractEnded)
        }
    }
}
