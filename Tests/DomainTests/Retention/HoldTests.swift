import Domain
import Testing

/// Every state with every action, by who asked and by another: what comes of it.
@Suite struct HoldTests {
    private static let now = Moment(milliseconds: 1_795_529_400_000)
    private static let until = now + .days(90)
    private static let later = now + .days(200)
    private static let first = Account.ID.random()
    private static let second = Account.ID.random()

    enum Outcome: Equatable, Sendable {
        case becomes(Hold.State)
        case refuses(HoldRefusal)
    }

    struct Row: Sendable, CustomStringConvertible {
        let state: Hold.State
        let action: Hold.Action
        /// By who asked for what waits; where nothing waits it makes no difference.
        let first: Outcome
        let second: Outcome
        var description: String { "\(state) \(action)" }

        init(_ state: Hold.State, _ action: Hold.Action, first: Outcome, second: Outcome) {
            (self.state, self.action, self.first, self.second) = (state, action, first, second)
        }
    }

    static let renew = Hold.Action.askRenewal(until: later)

    static let table: [Row] = [
        Row(.asked, .approve, first: .refuses(.needsAnother), second: .becomes(.inForce)),
        Row(.asked, .refuse, first: .refuses(.needsAnother), second: .becomes(.refused)),
        Row(.asked, .withdraw, first: .becomes(.refused), second: .refuses(.notYours)),
        Row(.asked, renew, first: .refuses(.waitsAlready), second: .refuses(.waitsAlready)),
        Row(.asked, .askLift, first: .refuses(.waitsAlready), second: .refuses(.waitsAlready)),
        Row(.inForce, .approve, first: .refuses(.nothingWaits), second: .refuses(.nothingWaits)),
        Row(.inForce, .refuse, first: .refuses(.nothingWaits), second: .refuses(.nothingWaits)),
        Row(.inForce, .withdraw, first: .refuses(.nothingWaits), second: .refuses(.nothingWaits)),
        Row(.inForce, renew, first: .becomes(.renewalAsked), second: .becomes(.renewalAsked)),
        Row(.inForce, .askLift, first: .becomes(.liftAsked), second: .becomes(.liftAsked)),
        Row(.renewalAsked, .approve, first: .refuses(.needsAnother), second: .becomes(.inForce)),
        Row(.renewalAsked, .refuse, first: .refuses(.needsAnother), second: .becomes(.inForce)),
        Row(.renewalAsked, .withdraw, first: .becomes(.inForce), second: .refuses(.notYours)),
        Row(.renewalAsked, renew, first: .refuses(.waitsAlready), second: .refuses(.waitsAlready)),
        Row(.renewalAsked, .askLift, first: .refuses(.waitsAlready), second: .refuses(.waitsAlready)),
        Row(.liftAsked, .approve, first: .refuses(.needsAnother), second: .becomes(.lifted)),
        Row(.liftAsked, .refuse, first: .refuses(.needsAnother), second: .becomes(.inForce)),
        Row(.liftAsked, .withdraw, first: .becomes(.inForce), second: .refuses(.notYours)),
        Row(.liftAsked, renew, first: .refuses(.waitsAlready), second: .refuses(.waitsAlready)),
        Row(.liftAsked, .askLift, first: .refuses(.waitsAlready), second: .refuses(.waitsAlready)),
        Row(.refused, .approve, first: .refuses(.over), second: .refuses(.over)),
        Row(.refused, .refuse, first: .refuses(.over), second: .refuses(.over)),
        Row(.refused, .withdraw, first: .refuses(.over), second: .refuses(.over)),
        Row(.refused, renew, first: .refuses(.over), second: .refuses(.over)),
        Row(.refused, .askLift, first: .refuses(.over), second: .refuses(.over)),
        Row(.lifted, .approve, first: .refuses(.over), second: .refuses(.over)),
        Row(.lifted, .refuse, first: .refuses(.over), second: .refuses(.over)),
        Row(.lifted, .withdraw, first: .refuses(.over), second: .refuses(.over)),
        Row(.lifted, renew, first: .refuses(.over), second: .refuses(.over)),
        Row(.lifted, .askLift, first: .refuses(.over), second: .refuses(.over)),
    ]

    private static func hold(_ state: Hold.State) -> Hold {
        let waits: Set<Hold.State> = [.asked, .renewalAsked, .liftAsked]
        return Hold(
            target: .customer(.random()), classes: [.contact], reason: .courtCase, state: state, until: until,
            pendingBy: waits.contains(state) ? first : nil, renewal: state == .renewalAsked ? later : nil)
    }

    private static func outcome(
        _ hold: Hold, _ action: Hold.Action, by account: Account.ID, at now: Moment
    ) -> Outcome {
        do throws(HoldRefusal) {
            return .becomes(try hold.after(action, by: account, at: now).state)
        } catch {
            return .refuses(error)
        }
    }

    @Test(arguments: table)
    func `a state and an action have one outcome for each of two people`(row: Row) {
        let hold = Self.hold(row.state)
        #expect(Self.outcome(hold, row.action, by: Self.first, at: Self.now) == row.first)
        #expect(Self.outcome(hold, row.action, by: Self.second, at: Self.now) == row.second)
        // Past its day every one of them is over.
        #expect(Self.outcome(hold, row.action, by: Self.second, at: Self.until) == .refuses(.over))
    }

    @Test func `the table has every state and every action`() {
        let actions: [Hold.Action] = [.approve, .refuse, .withdraw, Self.renew, .askLift]
        for state in Hold.State.allCases {
            for action in actions {
                #expect(Self.table.count { $0.state == state && $0.action == action } == 1)
            }
        }
    }

    @Test func `only what two agreed on keeps, and no longer than its day`() {
        for state in Hold.State.allCases {
            let keeps = [.inForce, .renewalAsked, .liftAsked].contains(state)
            #expect(Self.hold(state).isInForce(at: Self.now) == keeps)
            #expect(!Self.hold(state).isInForce(at: Self.until))
        }
    }

    @Test func `a renewal moves the end only when another approves`() throws {
        let asked = try Self.hold(.inForce).after(Self.renew, by: Self.first, at: Self.now)
        #expect(asked.until == Self.until)
        #expect(try asked.after(.approve, by: Self.second, at: Self.now).until == Self.later)
        #expect(try asked.after(.refuse, by: Self.second, at: Self.now).until == Self.until)
    }

    @Test func `a hold is asked for a class, for a day to come, and for a year at most`() {
        let ask = { (classes: Set<KeyClass>, until: Moment) throws(HoldRefusal) in
            try Hold.asked(
                for: .customer(.random()), classes: classes, reason: .courtCase, until: until,
                by: Self.first, at: Self.now)
        }
        let year = CalendarTerm.years(1).end(from: Self.now)
        #expect(throws: HoldRefusal.classMissing) { try ask([], Self.until) }
        #expect(throws: HoldRefusal.untilInThePast) { try ask([.contact], Self.now) }
        #expect(throws: HoldRefusal.untilTooLate) { try ask([.contact], year + .milliseconds(1)) }
        #expect(throws: Never.self) { try ask([.contact], year) }
        #expect(throws: HoldRefusal.notLater) {
            try Self.hold(.inForce).after(.askRenewal(until: Self.until), by: Self.first, at: Self.now)
        }
    }
}
