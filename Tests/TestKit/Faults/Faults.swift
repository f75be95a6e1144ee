import Foundation
import Synchronization

/// Counts every step that reaches the stores or leaves for the witness, and breaks one of them.
///
/// A step is a statement, a commit, a checkpoint or a call of the witness: whatever the product does there passes here,
/// so a step that is added to it later is counted without being named.
public final class Faults: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// The step does not happen, and what comes after it does.
        case refused
        /// The step happens, and its answer is lost.
        case unanswered
        /// The step does not happen, and nothing after it: the process died.
        case death
    }

    /// Thrown by the step that breaks; an engine takes it for the end of a transaction, as any other error.
    public struct Injected: Error {}

    private struct State {
        var breaking: (step: Int, kind: Kind)?
        var names: [String] = []
        var broken: String?
    }

    private let state = Mutex(State())

    public init() {}

    /// From now on the steps are counted from 1, and that one breaks.
    public func arm(step: Int, _ kind: Kind) {
        state.withLock { $0 = State(breaking: (step, kind)) }
    }

    /// From now on nothing breaks.
    /// - Returns what broke; nothing when what ran had fewer steps.
    @discardableResult
    public func disarm() -> String? {
        state.withLock { state in
            defer { state = State() }
            return state.broken
        }
    }

    /// The steps since it was armed or disarmed, by name.
    public var steps: [String] { state.withLock { $0.names } }

    /// - `name`: of the kind of step; never a value.
    func begin(_ name: String) throws -> Int {
        let (step, fails) = state.withLock { state in
            state.names.append(name)
            let count = state.names.count
            guard let breaking = state.breaking else { return (count, false) }
            let isIt = count == breaking.step
            if isIt { state.broken = name }
            let fails =
                switch breaking.kind {
                case .refused: isIt
                case .unanswered: false
                case .death: count >= breaking.step
                }
            return (count, fails)
        }
        if fails { throw Injected() }
        return step
    }

    func end(_ step: Int) throws {
        let fails = state.withLock { state in
            state.breaking.map { $0.kind == .unanswered && $0.step == step } ?? false
        }
        if fails { throw Injected() }
    }
}

extension Faults {
    private static let isCampaign = ProcessInfo.processInfo.environment["BUENO_CAMPAIGN"] != nil

    /// Which of these steps break, and how.
    ///
    /// Every one of them, each in its turn: two steps after another break in different ways. What decides what is on disk
    /// or off the machine breaks in every way. With `BUENO_CAMPAIGN` every step does.
    ///
    /// - `isSample`: of the other steps one in so many, for a way whose steps are those of another.
    public static func plan(for steps: [String], isSample: Bool = false) -> [(step: Int, kind: Kind)] {
        zip(1..., steps).flatMap { step, name in
            let decides =
                !(name.hasPrefix("data: ") || name.hasPrefix("keys: ")) || name.hasSuffix("COMMIT")
                || name.hasSuffix("checkpoint")
            if isCampaign || (decides && !isSample) { return Kind.allCases.map { (step, $0) } }
            guard decides || !isSample || step.isMultiple(of: 7) else { return [] }
            return [(step, Kind.allCases[step % Kind.allCases.count])]
        }
    }
}
