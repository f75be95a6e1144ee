import Domain
import Features
import TestKit
import Testing

/// The figures of a privacy officer's first page.
struct OfficerDeskTests {
    @Test(arguments: TestEngine.allCases)
    func `on the first day everything is empty`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let officer = try await world.staff(1, roles: [.privacyOfficer])
            let figures = try await world.services.officerDesk.figures(for: officer.worker)
            #expect(figures.requests.isEmpty && figures.overdue.isEmpty && figures.holds.isEmpty)
            #expect(figures.questions.isEmpty && figures.proofs.isEmpty && figures.consents.isEmpty)
            #expect(figures.oversight.rolesEnding.isEmpty && figures.oversight.unusual.isEmpty)
            #expect(figures.weeks.requests.map(\.week) == CalendarWeek(of: world.clock.now()).last(8))
            #expect(figures.weeks.requests.allSatisfy { $0.total == 0 && $0.percentInTime == nil })
            #expect(figures.weeks.destroyed.allSatisfy { $0.total == 0 })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `requests count in the week they came, in time or late`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let codes = try await world.codes(2, for: contract)
            let (anna, bram) = (
                try await world.person(1, code: codes[0]), try await world.person(2, code: codes[1])
            )
            let requests = world.services.rightsRequests
            // One stops by itself, one is never answered, one is taken back.
            try await requests.ask(.objection(.communication), words: "Geen post", for: anna)
            try await requests.ask(.complaint(about: nil), words: "Te laat", for: anna)
            let taken = try await requests.ask(.complaint(about: nil), words: "Toch niet", for: bram)
            try await requests.withdraw(taken, for: bram)
            let fenna = try await world.staff(1, roles: [.support])
            let open = try await world.services.rightsDesk.queue(for: fenna.worker).open
            let objection = try #require(
                open.first { $0.summary.request.kind == .objection }?.summary.request.id)
            try await world.services.rightsDesk.take(objection, by: fenna.worker)
            try await world.services.rightsDesk.answer(
                objection, .granted, text: "Gestopt", by: fenna.worker)
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            func week() async throws -> RequestWeek? {
                try await world.services.officerDesk.figures(for: officer.worker).weeks.requests
                    .first { $0.total > 0 }
            }
            let now = try #require(try await week())
            #expect(now.received == [.objection: 1, .complaint: 2])
            #expect(now.inTime == 1 && now.late == 0 && now.percentInTime == 100)
            world.clock.advance(by: .days(33))
            let later = try #require(try await week())
            #expect(later.inTime == 1 && later.late == 1 && later.percentInTime == 50)
            let figures = try await world.services.officerDesk.figures(for: officer.worker)
            #expect(figures.requests.map { $0.urgency(at: world.clock.now()) } == [.overdue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what went, and what should have gone, is counted`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            _ = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            try await world.services.customers.end(contract.id)
            world.clock.advance(by: .days(367))
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            func figures() async throws -> DeskFigures {
                try await world.services.officerDesk.figures(for: officer.worker)
            }
            #expect(try await figures().overdue.contains { $0.category == .endUserData && $0.overdue == 1 })
            try await world.services.retention.run()
            #expect(try await figures().overdue.allSatisfy { $0.category != .endUserData })
            #expect(try await figures().weeks.destroyed.last?.counts[.endUserData] == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a parent who did not answer is counted until they do`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(2, for: try await world.municipality())
            let asked = world.clock.now()
            try await world.enrol(1, code: codes[0], age: .underSixteen)
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            let before = try await world.services.officerDesk.figures(for: officer.worker)
            #expect(before.consents == [asked])
            try await world.minor(3, code: codes[1])
            let after = try await world.services.officerDesk.figures(for: officer.worker)
            #expect(after.consents == [asked])
        }
    }
}
