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
        var total = 0
        while true {
            let due = try await vault.data.read { transaction in
                try ContactQueries.due(
                    answeredBefore: terms.answered.start(endingAt: transaction.now),
                    askedBefore: terms.unanswered.start(endingAt: transaction.now), limit: Self.page,
                    in: transaction)
            }
            if due.isEmpty { return total }
            for request in due { try await bury(request) }
            try await shredder.destroy(due.flatMap(\.keys))
            try await vault.data.write { try ContactQueries.delete(due.map(\.id), in: $0) }
            total += due.count
        }
    }

    private func bury(_ request: ContactRow) async throws {
        let keys = try await keys(of: request)
        try await vault.data.write { transaction in
            // A sweep that was stopped after this transaction said it all in the log.
            let isBuried = try request.keys.allSatisfy {
                try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", $0) != nil
            }
            if isBuried { return }
            guard let keys else {
                return try vault.buryWithoutKeys(
                    .contactRequest(request.id), keys: request.keys, reason: .retention, access: Self.access,
                    in: transaction)
            }
            try vault.bury(
                [.identity, .contact], of: keys, reason: .retention, service: .contact,
                activity: .contactRequest, access: Self.access, in: transaction)
        }
    }

    /// Nothing when the keys were lost with an older copy of the key store: the rows must go all the same.
    private func keys(of request: ContactRow) async throws -> PersonKeys? {
        do {
            return try await vault.keys(of: request.id)
        } catch VaultError.noSuchPerson {
            return nil
        }
    }
}
