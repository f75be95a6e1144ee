import Domain
import Testing

/// Every state of a mobile service with every action: what comes of it, or why not.
struct MobileServiceTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let state: MobileService.State
        let action: MobileService.Action
        let expected: Result<MobileService.State, MobileRefusal>

        var testDescription: String { "\(state.rawValue), \(action.rawValue)" }
    }

    /// In the order of the actions: ask, yes, no, question, undo, process, reply, ask_again, lapse, stop. A word in
    /// capitals is a refusal.
    private static let table: [(MobileService.State, String)] = [
        (.filledIn, "asked ANSWERED ANSWERED ANSWERED UNDO NOW NOW NOW NOW ended"),
        (.asked, "NOW said_yes said_no said_question UNDO NOW NOW NOW ended ended"),
        (.saidYes, "NOW ANSWERED ANSWERED ANSWERED asked active NOW NOW NOW ended"),
        (.saidNo, "NOW ANSWERED ANSWERED ANSWERED asked ended NOW NOW NOW ended"),
        (.saidQuestion, "NOW ANSWERED ANSWERED ANSWERED asked questioned NOW NOW NOW ended"),
        (.questioned, "NOW ANSWERED ANSWERED ANSWERED UNDO NOW asked NOW ended ended"),
        (.active, "NOW ANSWERED ANSWERED ANSWERED UNDO NOW NOW asked_again NOW ended"),
        (.askedAgain, "NOW again_yes again_no again_question UNDO NOW NOW NOW ended ended"),
        (.againYes, "NOW ANSWERED ANSWERED ANSWERED asked_again active NOW NOW NOW ended"),
        (.againNo, "NOW ANSWERED ANSWERED ANSWERED asked_again ended NOW NOW NOW ended"),
        (.againQuestion, "NOW ANSWERED ANSWERED ANSWERED asked_again questioned_again NOW NOW NOW ended"),
        (.questionedAgain, "NOW ANSWERED ANSWERED ANSWERED UNDO NOW asked_again NOW ended ended"),
        (.ended, "OVER OVER OVER OVER OVER OVER OVER OVER OVER OVER"),
    ]

    private static let refusals: [String: MobileRefusal] = [
        "ANSWERED": .alreadyAnswered, "UNDO": .nothingToUndo, "NOW": .notNow, "OVER": .over,
    ]

    static let rows: [Row] = table.flatMap { state, line in
        zip(MobileService.Action.allCases, line.split(separator: " ")).map { action, word in
            let refusal = refusals[String(word)]
            let state2 = MobileService.State(rawValue: String(word))
            return Row(
                state: state, action: action,
                expected: refusal.map { .failure($0) } ?? state2.map { .success($0) } ?? .failure(.over))
        }
    }

    @Test func `the table has every state with every action`() {
        #expect(Self.rows.count == MobileService.State.allCases.count * MobileService.Action.allCases.count)
    }

    @Test(arguments: rows)
    func `each has its result`(_ row: Row) {
        let result = Result { () throws(MobileRefusal) in try row.state.after(row.action) }
        #expect(result == row.expected)
    }

    /// P15: there is one way to be active, and it goes through a yes.
    @Test func `nothing becomes active but by a processed yes`() {
        for row in Self.rows {
            guard case .success(let after) = row.expected, after.isActive, !row.state.isActive else {
                continue
            }
            #expect(row.state == .saidYes && row.action == .process)
        }
    }
}

/// When an answer counts, and how long.
struct ConfirmationRulesTests {
    private let rules = ConfirmationRules(
        processedAt: 17, answeredWithin: .months(3), validFor: .years(1), askedAgain: .days(60),
        reminders: [.days(30), .days(7)])

    /// At what time an answer is given on 24 November 2026, and how many hours later it is processed.
    @Test(arguments: [(9, 0, 17), (15, 59, 17), (16, 0, 17), (16, 1, 41), (17, 0, 41), (23, 30, 41)])
    func `it is processed at the first set hour that is an hour away`(hour: Int, minute: Int, at: Int) throws
    {
        let day = try #require(CalendarDay("2026-11-24"))
        let given = day.start + .hours(Int64(hour)) + .minutes(Int64(minute))
        #expect(rules.processing(of: given) == day.start + .hours(Int64(at)))
    }

    @Test func `on the day that summer time ends the hour is the hour of the clock`() throws {
        let day = try #require(CalendarDay("2026-10-25"))
        #expect(rules.processing(of: day.start + .hours(1)) == day.start + .hours(18))
    }

    @Test func `reminders are due one after the other`() throws {
        let end = try #require(CalendarDay("2027-03-01")).start
        #expect(rules.remindersDue(until: end, at: end - .days(31)) == 0)
        #expect(rules.remindersDue(until: end, at: end - .days(30)) == 1)
        #expect(rules.remindersDue(until: end, at: end - .days(7)) == 2)
    }
}
