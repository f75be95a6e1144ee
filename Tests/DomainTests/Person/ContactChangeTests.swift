import Domain
import Testing

/// Every state of a change with what may be done in it.
@Suite struct ContactChangeTests {
    struct State: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let change: ContactChange
        let minutes: Int
        let answer: Result<ContactChange.Place, ContactChangeRefusal>
        let resend: Result<ContactChange.Place, ContactChangeRefusal>
    }

    private static let start = Moment(milliseconds: 1_772_442_000_000)

    private static func code(tries: Int = 5, sends: Int = 3, isProven: Bool = false) -> ContactChange.Code {
        ContactChange.Code(
            triesLeft: tries, sendsLeft: sends, expires: start + .minutes(10), isProven: isProven)
    }

    private static func change(_ new: ContactChange.Code, _ staying: ContactChange.Code) -> ContactChange {
        ContactChange(channel: .sms, expires: start + .hours(1), new: new, staying: staying)
    }

    static let table: [State] = [
        State(
            testDescription: "just begun", change: change(code(), code()), minutes: 0, answer: .success(.new),
            resend: .success(.new)),
        State(
            testDescription: "the new one proven", change: change(code(isProven: true), code()), minutes: 0,
            answer: .success(.staying), resend: .success(.staying)),
        State(
            testDescription: "both proven", change: change(code(isProven: true), code(isProven: true)),
            minutes: 0, answer: .failure(.over), resend: .failure(.over)),
        State(
            testDescription: "no tries left", change: change(code(tries: 0), code()), minutes: 0,
            answer: .failure(.noTriesLeft), resend: .success(.new)),
        State(
            testDescription: "no sends left", change: change(code(sends: 0), code()), minutes: 0,
            answer: .success(.new), resend: .failure(.noSendsLeft)),
        State(
            testDescription: "the code too old", change: change(code(), code()), minutes: 10,
            answer: .failure(.codeExpired), resend: .success(.new)),
        State(
            testDescription: "the second code too old", change: change(code(isProven: true), code()), minutes: 10,
            answer: .failure(.codeExpired), resend: .success(.staying)),
        State(
            testDescription: "the change too old", change: change(code(), code()), minutes: 60,
            answer: .failure(.over), resend: .failure(.over)),
    ]

    @Test(arguments: table)
    func `each state allows its own actions and no other`(state: State) {
        let now = Self.start + .minutes(Int64(state.minutes))
        #expect(outcome { () throws(ContactChangeRefusal) in try state.change.answerable(at: now) } == state.answer)
        #expect(outcome { () throws(ContactChangeRefusal) in try state.change.resendable(at: now) } == state.resend)
    }

    private func outcome(
        _ body: () throws(ContactChangeRefusal) -> ContactChange.Place
    ) -> Result<ContactChange.Place, ContactChangeRefusal> {
        do {
            return .success(try body())
        } catch {
            return .failure(error)
        }
    }

    @Test func `the second right code is the last, in either order`() {
        let begun = Self.change(Self.code(), Self.code())
        #expect(begun.asked(after: .new) == .staying)
        let half = Self.change(Self.code(isProven: true), Self.code())
        #expect(half.asked(after: .staying) == nil)
    }
}
