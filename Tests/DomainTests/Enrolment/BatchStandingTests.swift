import Domain
import Testing

/// What may still be done with the letters of a batch that nobody used: every state and moment by every action.
@Suite struct BatchStandingTests {
    enum Action: CaseIterable, Sendable {
        case revoke, replace, extend
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let state: CodeBatch.State
        /// How far the moment lies from the first at which the codes work no more.
        let after: Moment.Span
        let allowed: Set<Action>
        var testDescription: String { "\(state.rawValue) \(after.milliseconds)" }
    }

    private static let (before, last) = (Moment.Span.days(-3), Moment.Span.milliseconds(-1))
    private static let (at, later) = (Moment.Span.milliseconds(0), Moment.Span.days(400))
    private static let open: Set<Action> = [.revoke, .replace, .extend]
    /// A later day would make them work again: that stays possible, and so does making sure that they never do.
    private static let over: Set<Action> = [.revoke, .extend]

    private static let table: [Row] = [
        Row(state: .making, after: before, allowed: []),
        Row(state: .making, after: last, allowed: []),
        Row(state: .making, after: at, allowed: []),
        Row(state: .making, after: later, allowed: []),
        Row(state: .stopped, after: before, allowed: open),
        Row(state: .stopped, after: last, allowed: open),
        Row(state: .stopped, after: at, allowed: over),
        Row(state: .stopped, after: later, allowed: over),
        Row(state: .done, after: before, allowed: open),
        Row(state: .done, after: last, allowed: open),
        Row(state: .done, after: at, allowed: over),
        Row(state: .done, after: later, allowed: over),
    ]

    @Test(arguments: table)
    func `a batch allows what its state and its last day allow`(row: Row) {
        let expires = Moment(milliseconds: 1_700_000_000_000)
        let standing = BatchStanding(row.state, expires: expires)
        let allowed = Action.allCases.filter { action in
            switch action {
            case .revoke: standing.canRevoke
            case .replace: standing.canReplace(at: expires + row.after)
            case .extend: standing.canChange
            }
        }
        #expect(Set(allowed) == row.allowed)
    }

    @Test func `the table has every state`() {
        #expect(Set(Self.table.map(\.state)) == Set(CodeBatch.State.allCases))
        #expect(Self.table.count == CodeBatch.State.allCases.count * 4)
    }
}
