import Domain
import Features
import TestKit
import Testing
import Vault

/// Every state of a change in the store with every action.
@Suite struct ContactChangeTableTests {
    enum State: CaseIterable {
        case none, askedNew, askedStaying, wornOut, codeTooOld, tooOld, sentOften, replaced, stopped, done
        case otherSession, signedOut
    }

    enum Action: CaseIterable { case right, wrong, again, stop }

    /// What comes of it. `changed` is the only one after which the number is another.
    enum Outcome: Equatable {
        case askNext, changed, sent, nothing
        case refused(ContactChangeRefusal)
    }

    static let table: [State: [Action: Outcome]] = [
        .none: [.right: .refused(.over), .wrong: .refused(.over), .again: .refused(.over), .stop: .nothing],
        .askedNew: [
            .right: .askNext, .wrong: .refused(.wrongCode(triesLeft: 4)), .again: .sent, .stop: .nothing,
        ],
        .askedStaying: [
            .right: .changed, .wrong: .refused(.wrongCode(triesLeft: 4)), .again: .sent, .stop: .nothing,
        ],
        .wornOut: [
            .right: .refused(.noTriesLeft), .wrong: .refused(.noTriesLeft), .again: .sent, .stop: .nothing,
        ],
        .codeTooOld: [
            .right: .refused(.codeExpired), .wrong: .refused(.codeExpired), .again: .sent, .stop: .nothing,
        ],
        .tooOld: [.right: .refused(.over), .wrong: .refused(.over), .again: .refused(.over), .stop: .nothing],
        .sentOften: [
            .right: .askNext, .wrong: .refused(.wrongCode(triesLeft: 4)), .again: .refused(.noSendsLeft),
            .stop: .nothing,
        ],
        .replaced: [.right: .refused(.over), .wrong: .refused(.over), .again: .refused(.over), .stop: .nothing],
        .stopped: [.right: .refused(.over), .wrong: .refused(.over), .again: .refused(.over), .stop: .nothing],
        .done: [.right: .refused(.over), .wrong: .refused(.over), .again: .refused(.over), .stop: .nothing],
        .otherSession: [
            .right: .refused(.over), .wrong: .refused(.over), .again: .refused(.over), .stop: .nothing,
        ],
        .signedOut: [.right: .refused(.over), .wrong: .refused(.over), .again: .refused(.over), .stop: .nothing],
    ]

    @Test(arguments: TestEngine.allCases, State.allCases)
    func `each state answers each action as the table says`(engine: TestEngine, state: State) async throws {
        for action in Action.allCases {
            try await World.with(engine) { world in
                let scene = try await Scene(state, in: world)
                let before = try await world.number(of: scene.here)
                let outcome = try await scene.act(action)
                #expect(outcome == Self.table[state]?[action], "\(state) x \(action)")
                let isChanged = try await world.number(of: scene.here) != before
                #expect(isChanged == (outcome == .changed), "\(state) x \(action)")
            }
        }
    }

    /// Somebody in the middle of a change.
    struct Scene {
        let world: World
        var here: Here
        var token: Token
        var asked = Spot.phone(2)

        init(_ state: State, in world: World) async throws {
            self.world = world
            here = try await world.newcomer()
            token = try Token.random()
            guard state != .none else { return }
            token = try await world.begin(.sms, typed: World.mobileNumber(2), here)
            switch state {
            case .none, .askedNew: break
            case .askedStaying, .done:
                _ = try await world.prove(.phone(2), token, here)
                asked = .mailbox(1)
                if state == .done { _ = try await world.prove(asked, token, here) }
            case .wornOut: for _ in 0..<5 { _ = try await act(.wrong) }
            case .codeTooOld: world.clock.advance(by: .minutes(10))
            case .tooOld: world.clock.advance(by: .minutes(60))
            case .sentOften: for _ in 0..<3 { _ = try await act(.again) }
            case .replaced: _ = try await world.begin(.mail, typed: World.emailAddress(3), here)
            case .stopped: _ = try await act(.stop)
            case .otherSession:
                let other = try await world.signInAgain(1)
                guard let signedIn = try await world.services.sessions.signedIn(other) else { return }
                here = Here(token: other, signedIn: signedIn)
            case .signedOut: try await world.services.sessions.end(here.signedIn)
            }
        }

        func act(_ action: Action) async throws -> Outcome {
            let changes = world.services.contactChanges
            do {
                switch action {
                case .right:
                    let outcome = try await changes.prove(
                        secret: world.outside.secret(to: asked) ?? "123456", token, session: here.token,
                        for: here.signedIn)
                    return outcome.isNext ? .askNext : .changed
                case .wrong:
                    _ = try await changes.prove(
                        secret: "x", token, session: here.token, for: here.signedIn)
                    return .changed
                case .again:
                    try await changes.resend(token, for: here.signedIn)
                    try await world.settle()
                    return .sent
                case .stop:
                    try await changes.stop(for: here.signedIn)
                    return .nothing
                }
            } catch let refused as ContactChangeRefusal {
                return .refused(refused)
            }
        }
    }
}
