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
        var total = 0
        while true {
            let due = try await vault.data.read { transaction in
                try ContactQueries.due(
                    answeredBefore: terms.answered.start(endingAt: transaction.now),
                    askedBefore: terms.unanswered.start(endingAt: transaction.now), limit: Self.page,
                    in: transaction)
            }
            if due.isEmpty { return total }
            for request in due { try await burial.bury(.contactRequest(request.id), keys: request.keys) }
            try await shredder.destroy(due.flatMap(\.keys))
            try await vault.data.write { try ContactQueries.delete(due.map(\.id), in: $0) }
            total += due.count
        }
    }
}
