import Domain
import Storage
import Vault

/// What goes of contact requests when their term has passed: all of it, the answer too (P33).
///
/// The row, which leads to nobody by then, goes last: it holds the numbers of the keys, so a crash at any point costs
/// time and nothing else.
struct ContactSweep: Sendable {
    let vault: Vault
    let statements: Statements
    let shredder: Shredder
    private static let page = 200
    private static let access = Access(
        actor: .retention, purpose: .contactRequests, ground: .serviceDelivery)

    /// - Returns how many requests are gone.
    func run() async throws -> Int {
        let terms = try ContactTerms(statements.current)
        let burial = HolderBurial(vault: vault, activity: .contactRequest, access: Self.access)
        var (total, last): (Int, ContactRequest.ID?) = (0, nil)
        while true {
            let from = last
            let due = try await vault.data.read { transaction in
                try DestructionLedger.refuseWhileStopped(in: transaction)
                return try ContactQueries.due(
                    answeredBefore: terms.answered.start(endingAt: transaction.now),
                    askedBefore: terms.unanswered.start(endingAt: transaction.now), after: from,
                    limit: Self.page, in: transaction)
            }
            guard let end = due.last?.id else { return total }
            var gone: [ContactRow] = []
            for request in due
            where try await burial.bury(.contactRequest(request.id), keys: request.keys) {
                gone.append(request)
            }
            try await shredder.destroy(due.flatMap(\.keys))
            let buried = gone
            try await vault.data.write { transaction in
                try ContactQueries.delete(buried.map(\.id), in: transaction)
                for (state, category) in [
                    (ContactRequest.State.answered, RetentionCategory.contactRequest),
                    (.open, .unansweredContactRequest),
                ] {
                    let count = buried.count { $0.state == state }
                    try DestructionLedger.add(
                        category, destroyed: count, kept: due.count { $0.state == state } - count,
                        in: transaction)
                }
            }
            total += buried.count
            last = end
        }
    }
}
