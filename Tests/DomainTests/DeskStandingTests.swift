import Domain
import Testing

/// What a privacy officer is asked first, decided apart from any page.
@Suite struct DeskStandingTests {
    private let now = Moment(milliseconds: 1_772_442_000_000)

    private func request(daysAgo days: Int64) -> RightsRequest {
        RightsRequest(
            id: .random(), kind: .complaint, person: .endUser, via: .portal, received: now - .days(days),
            state: .identified)
    }

    @Test func `one that is late outweighs all that are near their day`() {
        #expect(DeskStanding.of(requests: [], at: now) == .calm)
        #expect(DeskStanding.of(requests: [request(daysAgo: 3)], at: now) == .calm)
        #expect(DeskStanding.of(requests: [request(daysAgo: 3), request(daysAgo: 26)], at: now) == .asks)
        // In whichever order they come.
        #expect(DeskStanding.of(requests: [request(daysAgo: 26), request(daysAgo: 40)], at: now) == .late)
    }

    @Test func `a proof is broken, old, missing or fresh`() {
        #expect(DeskStanding.ofProof(broken: 1, ran: now, at: now) == .late)
        #expect(DeskStanding.ofProof(broken: 0, ran: now - .days(8), at: now) == .asks)
        #expect(DeskStanding.ofProof(broken: 0, ran: nil, at: now) == .asks)
        #expect(DeskStanding.ofProof(broken: 0, ran: now - .days(7), at: now) == .calm)
    }

    @Test func `the last week of who waits for a guardian asks`() {
        #expect(DeskStanding.ofConsents(firstEnds: nil, at: now) == .calm)
        #expect(DeskStanding.ofConsents(firstEnds: now + .days(8), at: now) == .calm)
        #expect(DeskStanding.ofConsents(firstEnds: now + .days(7), at: now) == .asks)
    }

    @Test func `nothing is calm, and what is past its date is late`() {
        #expect(DeskStanding.asking(0) == .calm && DeskStanding.asking(1) == .asks)
        #expect(DeskStanding.of(overdue: 0) == .calm && DeskStanding.of(overdue: 1) == .late)
        #expect(DeskStanding.late < .asks && DeskStanding.asks < .calm)
    }
}

/// At sixteen somebody decides themselves, by what their service asked (P18).
@Suite struct TurningSixteenTests {
    private func moment(_ day: String) throws -> Moment { try #require(CalendarDay(day)).start }

    @Test func `a month counts when it is over, a date of birth on its day`() throws {
        let month = Sensitive("2028-05")
        let reached = TurningSixteen.isReached
        #expect(try !reached(month, .freeCalling, moment("2028-05-31")))
        #expect(try reached(month, .freeCalling, moment("2028-06-01")))
        let birth = Sensitive("2012-05-09")
        #expect(try !reached(birth, .mobile, moment("2028-05-08")))
        #expect(try reached(birth, .mobile, moment("2028-05-09")))
    }

    @Test func `who never said it waits, and damage is no birthday`() throws {
        let late = try moment("2090-01-01")
        #expect(!TurningSixteen.isReached(nil, with: .freeCalling, at: late))
        #expect(!TurningSixteen.isReached(Sensitive("?"), with: .freeCalling, at: late))
        #expect(!TurningSixteen.isReached(Sensitive("2012-05"), with: .mobile, at: late))
    }
}
