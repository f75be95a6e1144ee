import Domain
import Features
import Foundation
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

/// P40: what goes is counted before and after, can be stopped and taken up again, and is signed.
struct DestructionRunTests {
    /// Three who are past their term, and one whose agreement goes on.
    private func ended(in world: World, _ count: Int = 3) async throws -> Contract {
        let contract = try await world.municipality(1)
        for (offset, code) in try await world.codes(count, for: contract).enumerated() {
            try await world.enrol(offset + 1, code: code)
        }
        try await world.enrol(50, code: try await world.codes(1, for: world.municipality(2))[0])
        try await world.services.customers.end(contract.id)
        return contract
    }

    private func line(
        _ category: RetentionCategory, in world: World
    ) async throws -> RetentionForecast.Line {
        try #require(try await world.services.forecast.plan().first { $0.category == category })
    }

    @Test(arguments: TestEngine.allCases)
    func `the plan tells what goes today and this week, and touches nothing`(engine: TestEngine) async throws
    {
        try await World.with(engine) { world in
            _ = try await ended(in: world)
            let end = CalendarTerm.years(1).end(from: world.clock.now())
            world.clock.set(CalendarDay.start(of: end) - .days(30))
            try await world.services.retention.run()
            #expect(try await line(.endUserData, in: world).week == 0)
            let weeks = try await world.services.forecast.weeks(8)
            let due = try #require(weeks.first { $0.week == CalendarWeek(of: end) })
            #expect(due.counts[.endUserData] == 3)
            #expect(weeks.map { $0.counts[.endUserData] ?? 0 }.reduce(0, +) == 3)

            world.clock.set(CalendarDay.start(of: end) + .minutes(1))
            let leaves = try await world.count("log_leaf")
            let today = try await line(.endUserData, in: world)
            #expect(today.today == 3 && today.week == 3 && today.overdue == 0)
            #expect(try await world.count("log_leaf") == leaves)
            #expect(try await world.count("end_user") == 4)
            world.clock.set(end + .hours(2))
            #expect(try await line(.endUserData, in: world).overdue == 3)
            try await world.services.retention.run()
            #expect(try await line(.endUserData, in: world).overdue == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `somebody with a date of their own and an agreement that ended is counted once`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            _ = try await ended(in: world)
            let end = CalendarTerm.years(1).end(from: world.clock.now())
            let people: [EndUser.ID] = try await world.data.read { transaction in
                try transaction.rows(
                    """
                    SELECT u.end_user_id FROM end_user u JOIN contract c ON c.contract_id = u.contract_id
                    WHERE c.ended_at IS NOT NULL ORDER BY u.end_user_id
                    """
                ).map { try $0.id(0) }
            }
            // One on the same day, one two weeks before it, one two weeks after it.
            let own = [end - .minutes(5), end - .days(14), end + .days(14)]
            try await world.data.write { transaction in
                for (person, date) in zip(people, own) {
                    try transaction.execute(
                        "UPDATE end_user SET keep_until = $2 WHERE end_user_id = $1", person, date)
                }
                // Who waits for a parent too long goes as such, by whichever date.
                try transaction.execute(
                    "UPDATE end_user SET state = 'awaiting_guardian' WHERE end_user_id = $1", people[2])
            }
            world.clock.set(CalendarDay.start(of: end) - .days(30))
            let weeks = try await world.services.forecast.weeks(10)
            let counted = { (category: RetentionCategory) in
                weeks.map { $0.counts[category] ?? 0 }.reduce(0, +)
            }
            #expect(counted(.endUserData) == 2 && counted(.awaitingGuardian) == 1)
            #expect(weeks.first { $0.week == CalendarWeek(of: end - .days(14)) }?.total == 1)
            #expect(weeks.first { $0.week == CalendarWeek(of: end) }?.total == 2)
            world.clock.set(end + .days(15))
            #expect(try await line(.endUserData, in: world).overdue == 2)
            #expect(try await line(.awaitingGuardian, in: world).overdue == 1)
            try await world.services.retention.run()
            let day = try #require(try await world.services.destructionRuns.days(limit: 1).first)
            for (category, people) in [(RetentionCategory.endUserData, 2), (.awaitingGuardian, 1)] {
                let count = day.counts.first { $0.category == category }
                #expect(count?.planned == people && count?.destroyed == people, "\(category.rawValue)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who is held is past their date and not late`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await ended(in: world)
            world.clock.advance(by: .days(350))
            let officers = try await world.officers()
            let hold = try await world.hold(.customer(contract.customer), by: officers)
            world.clock.advance(by: .days(20))
            let late = try await line(.endUserData, in: world)
            #expect(late.overdue == 0 && late.held == 3)
            try await world.services.retention.run()
            try await world.lift(hold, by: officers)
            // The sweep has its hour.
            #expect(try await line(.endUserData, in: world).overdue == 0)
            #expect(try await world.services.retention.run().persons == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a stopped day destroys nobody, and goes on where it was`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await ended(in: world)
            world.clock.advance(by: .days(367))
            let officer = try await world.staff(80, roles: [.privacyOfficer])
            try await world.services.destructionRuns.stop(by: try await world.proven(officer))
            let stopped = try await world.services.retention.run()
            #expect(stopped.isStopped && stopped.persons == 0)
            #expect(try await world.count("end_user") == 4)
            // A new day does not start it again.
            world.clock.advance(by: .days(1))
            #expect(try await world.services.retention.run().isStopped)
            try await world.services.destructionRuns.goOn(by: try await world.proven(officer))
            let outcome = try await world.services.retention.run()
            #expect(!outcome.isStopped && outcome.persons == 3)
            let today = try #require(try await world.services.destructionRuns.days(limit: 1).first)
            let count = try #require(today.counts.first { $0.category == .endUserData })
            #expect(count.planned == 3 && count.destroyed == 3 && count.kept == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an application that was refused is counted as one`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer, roles: [.caseworker]).worker
            _ = try await world.applicant(1, code: try await world.codes(1, for: contract)[0])
            try await world.answerNext(.no(.otherPerson), by: noor)
            world.clock.advance(by: .days(43))
            #expect(try await line(.refusedApplication, in: world).overdue == 1)
            #expect(try await line(.awaitingGuardian, in: world).overdue == 0)
            #expect(try await line(.endUserData, in: world).overdue == 0)
            #expect(try await world.services.retention.run().persons == 1)
            let today = try await world.services.destructionRuns.days(limit: 1).first
            let count = try #require(today?.counts.first { $0.category == .refusedApplication })
            #expect(count.planned == 1 && count.destroyed == 1 && count.kept == 0)
            let leaves = try await world.data.read { try $0.rows("SELECT body FROM log_leaf") }
            let gone = try leaves.compactMap { LogLeaf(bytes: try $0.blob(0)) }.filter { $0.act == .destroy }
            #expect(gone.contains { $0.service == .mobile && $0.activity == .retention })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `only who proved themselves just now stops it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let officer = try await world.staff(80, roles: [.privacyOfficer])
            let fenna = try await world.staff(81, roles: [.support])
            await #expect(throws: HoldRefusal.notAllowed) {
                try await world.services.destructionRuns.stop(by: fenna.worker)
            }
            world.clock.advance(by: .minutes(11))
            await #expect(throws: HoldRefusal.proofNeeded) {
                try await world.services.destructionRuns.stop(by: officer.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a day that is over is signed, and a changed certificate is seen`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await ended(in: world)
            world.clock.advance(by: .days(367))
            try await world.keepHouse()
            let day = CalendarDay(of: world.clock.now()).description
            #expect(try await world.services.destructionRuns.certificate(of: day) == nil)
            world.clock.advance(by: .days(1))
            try await world.keepHouse()
            let note = try #require(try await world.services.destructionRuns.certificate(of: day))
            let (certificate, findings) = try await world.services.destructionRuns.verify(note)
            #expect(findings == [])
            let gone = certificate?.counts.first { $0.category == .endUserData }
            #expect(gone == .init(category: .endUserData, destroyed: 3, kept: 0))
            // Nothing of a person is in it.
            #expect(!note.contains("@") && !note.contains("Gemeente"))

            let changed = note.replacingOccurrences(of: "destroyed 3", with: "destroyed 2")
            #expect(changed != note)
            #expect(try await world.services.destructionRuns.verify(changed).findings == [.badSignature])
            let cut = String(note.dropLast(4))
            #expect(try await world.services.destructionRuns.verify(cut).findings == [.unreadable])
            try await World.with(engine) { other in
                _ = try await other.municipality()
                let elsewhere = try await other.services.destructionRuns.verify(note)
                #expect(Set(elsewhere.findings) == [.badSignature, .otherLog])
            }
        }
    }
}
