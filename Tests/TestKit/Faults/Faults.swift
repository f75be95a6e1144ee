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
        var count = 0
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

    /// - `name`: of the kind of step; never a value.
    func begin(_ name: String) throws -> Int {
        let (step, fails) = state.withLock { state in
            state.count += 1
            guard let breaking = state.breaking else { return (state.count, false) }
            let isIt = state.count == breaking.step
            if isIt { state.broken = name }
            let fails =
                switch breaking.kind {
                case .refused: isIt
                case .unanswered: false
                case .death: state.count >= breaking.step
                }
            return (state.count, fails)
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

extension Faults.Kind {
    private static let isCampaign = ProcessInfo.processInfo.environment["BUENO_CAMPAIGN"] != nil

    /// How a step breaks: each in its turn, so that two steps after another break in different ways; with
    /// `BUENO_CAMPAIGN` every step in every way.
    public static func each(at step: Int) -> [Self] {
        isCampaign ? allCases : [allCases[step % allCases.count]]
    }

    /// The other ways, where it matters most: what is on disk or off the machine afterwards.
    public func others(for broken: String) -> [Self] {
        guard !Self.isCampaign,
            !broken.hasPrefix("data: ") && !broken.hasPrefix("keys: ") || broken.hasSuffix("COMMIT")
                || broken.hasSuffix("checkpoint")
        else { return [] }
        return Self.allCases.filter { $0 != self }
    }
}
