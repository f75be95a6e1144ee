import Domain
import Testing

struct CaseFileTests {
    private let person = EndUser.ID.random()
    private let holder = Account.ID.random()
    private let opened = Moment(milliseconds: 1_772_442_000_000)

    private func file(
        subject: CaseFile.Subject? = nil, closed: Moment? = nil, isBreakGlass: Bool = false
    ) -> CaseFile {
        CaseFile(
            id: .random(), reason: .complaint, subject: subject ?? .endUser(person), holder: holder,
            opened: opened,
            expires: opened + (isBreakGlass ? CaseFile.breakGlassTerm : CaseFile.term), closed: closed,
            isBreakGlass: isBreakGlass)
    }

    @Test func `its holder opens its person while it is open`() throws {
        try file().mayOpen(person: person, by: holder, at: opened)
        try file().mayOpen(person: person, by: holder, at: opened + .days(14) - .milliseconds(1))
    }

    @Test func `protection is lifted with the glass broken, by its holder and while it is open`() throws {
        try file(isBreakGlass: true).mayLiftGuard(of: person, by: holder, at: opened)
        #expect(throws: CaseRefusal.guarded) { try file().mayLiftGuard(of: person, by: holder, at: opened) }
        #expect(throws: CaseRefusal.notYours) {
            try file(isBreakGlass: true).mayLiftGuard(of: person, by: .random(), at: opened)
        }
        #expect(throws: CaseRefusal.expired) {
            try file(isBreakGlass: true).mayLiftGuard(of: person, by: holder, at: opened + .hours(4))
        }
    }

    @Test func `its holder closes it once, also after its term, and nobody else does`() throws {
        try file().mayClose(by: holder)
        #expect(throws: CaseRefusal.notYours) { try file().mayClose(by: .random()) }
        #expect(throws: CaseRefusal.closed) { try file(closed: opened + .hours(1)).mayClose(by: holder) }
    }

    @Test func `nobody else, nobody other, and not when it is over`() {
        #expect(throws: CaseRefusal.notYours) {
            try file().mayOpen(person: person, by: .random(), at: opened)
        }
        #expect(throws: CaseRefusal.otherPerson) {
            try file().mayOpen(person: .random(), by: holder, at: opened)
        }
        #expect(throws: CaseRefusal.otherPerson) {
            try file(subject: .nobody).mayOpen(person: person, by: holder, at: opened)
        }
        #expect(throws: CaseRefusal.expired) {
            try file().mayOpen(person: person, by: holder, at: opened + .days(14))
        }
        #expect(throws: CaseRefusal.closed) {
            try file(closed: opened + .hours(1)).mayOpen(person: person, by: holder, at: opened + .hours(1))
        }
        #expect(throws: CaseRefusal.closed) {
            try file().mayOpen(person: person, by: holder, at: opened - .milliseconds(1))
        }
    }

    @Test func `it is extended to thirty days at most, and a broken glass never`() throws {
        #expect(try file().extended(by: holder, at: opened + .days(10)) == opened + .days(24))
        #expect(throws: CaseRefusal.atItsLongest) { try file().extended(by: holder, at: opened) }
        #expect(throws: CaseRefusal.atItsLongest) {
            try file(isBreakGlass: true).extended(by: holder, at: opened + .hours(1))
        }
        #expect(throws: CaseRefusal.expired) { try file().extended(by: holder, at: opened + .days(15)) }
        #expect(throws: CaseRefusal.notYours) { try file().extended(by: .random(), at: opened + .days(10)) }
    }

    @Test func `a day begins at midnight in Amsterdam, in winter and in summer`() throws {
        for day in ["2026-01-15", "2026-07-15", "2026-03-29", "2026-10-25"] {
            let start = try #require(CalendarDay(day)).start
            #expect(CalendarDay.start(of: start) == start)
            #expect(CalendarDay.start(of: start + .hours(20)) == start)
            #expect(CalendarDay.hour(of: start) == 0)
        }
    }
}

struct UnusualViewingTests {
    struct Row: Sendable {
        let counts: ViewingCounts
        let signs: [UnusualViewing]
    }

    private static let quiet = [Int](repeating: 0, count: 30)
    private static let busy = [Int](repeating: 12, count: 20) + [Int](repeating: 0, count: 10)

    static let rows = [
        Row(counts: counts(today: 9, before: quiet), signs: []),
        Row(counts: counts(today: 10, before: quiet), signs: [.manyPersons(today: 10, usual: 0)]),
        Row(counts: counts(today: 36, before: busy), signs: []),
        Row(counts: counts(today: 37, before: busy), signs: [.manyPersons(today: 37, usual: 12)]),
        // One mad day before does not make it usual.
        Row(
            counts: counts(today: 12, before: [400] + quiet.dropFirst()),
            signs: [.manyPersons(today: 12, usual: 0)]),
        Row(
            counts: counts(today: 1, before: quiet, atOddHours: 1, brokenGlass: 1, shared: 2),
            signs: [.brokenGlass(cases: 1), .samePerson(persons: 2), .oddHours(openings: 1)]),
    ]

    private static func counts(
        today: Int, before: [Int], atOddHours: Int = 0, brokenGlass: Int = 0, shared: Int = 0
    ) -> ViewingCounts {
        ViewingCounts(
            today: today, before: before, atOddHours: atOddHours, brokenGlass: brokenGlass, shared: shared)
    }

    @Test(arguments: rows) func `what stands out is told, and what is work is not`(row: Row) {
        #expect(UnusualViewing.signs(in: row.counts) == row.signs)
    }
}
