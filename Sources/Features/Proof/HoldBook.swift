import Domain
import Storage
import Vault

/// The holds as their steps tell it, and as the log does: two sources that must agree with what the rows say.
struct HoldBook: Sendable {
    /// Who acted on holds at which moment, from the log. Holds are few.
    private var acted: [Moment: Set<Pseudonym.ID>] = [:]

    mutating func note(_ row: LeafRow) {
        guard let leaf = row.leaf, leaf.activity == .hold, leaf.act == .store, let actor = leaf.actor else {
            return
        }
        acted[leaf.at, default: []].insert(actor)
    }

    /// - Returns what is wrong, and how many holds were looked at.
    func compare(with scene: Scene) async throws -> (findings: [String], count: Int) {
        let holds = try await scene.data.read { transaction in
            try HoldQueries.all(limit: Int(Int32.max), in: transaction).map {
                ($0, try HoldQueries.steps(of: $0.id, in: transaction))
            }
        }
        let accounts = Set(holds.flatMap { $0.1.map(\.account) })
        let pseudonyms = try await scene.vault.pseudonyms(of: Array(accounts))
        var findings: [String] = []
        for (found, steps) in holds {
            findings += problems(of: found, steps, pseudonyms, at: scene.now).map {
                "hold \(found.id): \($0)"
            }
        }
        return (findings, holds.count)
    }

    private func problems(
        of found: HoldQueries.Found, _ steps: [HoldStep], _ pseudonyms: [Account.ID: Pseudonym.ID],
        at now: Moment
    ) -> [String] {
        // One that a restore placed again has its order off this machine.
        if steps.isEmpty { return found.isRestored ? [] : ["it has no steps"] }
        var problems: [String] = []
        for step in steps {
            // Who left and was erased since has no pseudonym any more.
            guard let pseudonym = pseudonyms[step.account] else { continue }
            if acted[step.at]?.contains(pseudonym) != true {
                problems.append("a step of it is not in the log")
            }
        }
        guard !found.isRestored else { return problems }
        do {
            let played = try replay(found.hold, steps)
            if played.state != found.hold.state || played.until != found.hold.until {
                problems.append("its steps do not lead to what it says")
            }
        } catch {
            problems.append("its steps break the rule of two")
        }
        return problems
    }

    private func replay(_ hold: Hold, _ steps: [HoldStep]) throws -> Hold {
        guard let first = steps.first, first.step == "ask", let until = first.until else {
            throw HoldRefusal.unknownHold
        }
        let asked = try Hold.asked(
            for: hold.target, classes: hold.classes, reason: hold.reason, until: until, by: first.account,
            at: first.at)
        return try steps.dropFirst().reduce(asked) { hold, step in
            guard let action = step.action else { throw HoldRefusal.unknownHold }
            return try hold.after(action, by: step.account, at: step.at)
        }
    }
}

extension HoldStep {
    fileprivate var action: Hold.Action? {
        switch step {
        case "approve": .approve
        case "refuse": .refuse
        case "withdraw": .withdraw
        case "ask_renewal": until.map { .askRenewal(until: $0) }
        case "ask_lift": .askLift
        default: nil
        }
    }
}
