import Domain
import Testing

/// Every state of a consent by every action (P18), each row with what follows.
@Suite struct ConsentStateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let state: Consent.State
        let action: Consent.Action
        let follows: Consent.State?
        var refusal: Consent.Refusal?
        var testDescription: String { "\(state.rawValue), \(action.rawValue)" }
    }

    static let rows: [Row] = [
        Row(state: .asked, action: .give, follows: .given),
        Row(state: .asked, action: .refuse, follows: .refused),
        Row(state: .asked, action: .withdraw, follows: nil, refusal: .nothingGiven),
        Row(state: .asked, action: .remind, follows: .asked),
        Row(state: .asked, action: .expire, follows: .expired),
        Row(state: .asked, action: .pass, follows: .passed),
        Row(state: .given, action: .give, follows: nil, refusal: .alreadySaid),
        Row(state: .given, action: .refuse, follows: nil, refusal: .alreadySaid),
        Row(state: .given, action: .withdraw, follows: .withdrawn),
        Row(state: .given, action: .remind, follows: nil, refusal: .answered),
        Row(state: .given, action: .expire, follows: nil, refusal: .answered),
        Row(state: .given, action: .pass, follows: .passed),
        Row(state: .refused, action: .give, follows: .given),
        Row(state: .refused, action: .refuse, follows: nil, refusal: .alreadySaid),
        Row(state: .refused, action: .withdraw, follows: nil, refusal: .nothingGiven),
        Row(state: .refused, action: .remind, follows: nil, refusal: .answered),
        Row(state: .refused, action: .expire, follows: nil, refusal: .answered),
        Row(state: .refused, action: .pass, follows: .passed),
        Row(state: .withdrawn, action: .give, follows: .given),
        Row(state: .withdrawn, action: .refuse, follows: .refused),
        Row(state: .withdrawn, action: .withdraw, follows: nil, refusal: .alreadySaid),
        Row(state: .withdrawn, action: .remind, follows: nil, refusal: .answered),
        Row(state: .withdrawn, action: .expire, follows: nil, refusal: .answered),
        Row(state: .withdrawn, action: .pass, follows: .passed),
        Row(state: .expired, action: .give, follows: nil, refusal: .over),
        Row(state: .expired, action: .refuse, follows: nil, refusal: .over),
        Row(state: .expired, action: .withdraw, follows: nil, refusal: .over),
        Row(state: .expired, action: .remind, follows: nil, refusal: .over),
        Row(state: .expired, action: .expire, follows: nil, refusal: .over),
        Row(state: .expired, action: .pass, follows: nil, refusal: .over),
        Row(state: .passed, action: .give, follows: nil, refusal: .over),
        Row(state: .passed, action: .refuse, follows: nil, refusal: .over),
        Row(state: .passed, action: .withdraw, follows: nil, refusal: .over),
        Row(state: .passed, action: .remind, follows: nil, refusal: .over),
        Row(state: .passed, action: .expire, follows: nil, refusal: .over),
        Row(state: .passed, action: .pass, follows: nil, refusal: .over),
    ]

    @Test(arguments: rows)
    func `what follows from a state and an action`(row: Row) {
        do throws(Consent.Refusal) {
            let state = try row.state.after(row.action)
            #expect(state == row.follows)
        } catch {
            #expect(error == row.refusal)
        }
    }

    @Test func `no row is missing`() {
        let seen = Set(Self.rows.map { "\($0.state.rawValue) \($0.action.rawValue)" })
        #expect(seen.count == Consent.State.allCases.count * Consent.Action.allCases.count)
    }

    struct Answers: Sendable {
        let said: [Consent.State]
        let service: MinorService
    }

    @Test(arguments: [
        Answers(said: [], service: .waits),
        Answers(said: [.asked], service: .waits),
        Answers(said: [.given], service: .runs),
        Answers(said: [.given, .asked], service: .runs),
        Answers(said: [.given, .given], service: .runs),
        Answers(said: [.given, .expired], service: .runs),
        Answers(said: [.refused], service: .stopped),
        Answers(said: [.withdrawn], service: .stopped),
        Answers(said: [.given, .refused], service: .stopped),
        Answers(said: [.given, .withdrawn], service: .stopped),
        Answers(said: [.asked, .withdrawn], service: .stopped),
        Answers(said: [.passed], service: .waits),
    ])
    func `one no stops what others said yes to`(answers: Answers) {
        #expect(MinorService(answers.said) == answers.service)
    }

    @Test func `a no erases at once unless somebody else had said yes`() {
        #expect(MinorService.erasesAtOnce(onRefusalBeside: []))
        #expect(MinorService.erasesAtOnce(onRefusalBeside: [.asked]))
        #expect(MinorService.erasesAtOnce(onRefusalBeside: [.refused, .expired]))
        #expect(!MinorService.erasesAtOnce(onRefusalBeside: [.given]))
        #expect(!MinorService.erasesAtOnce(onRefusalBeside: [.asked, .withdrawn]))
    }
}
