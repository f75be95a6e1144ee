import Domain
import Storage
public import Vault

/// Tells a customer's administrators, once, that a batch ends soon and has codes that nobody used.
public struct ExpiryNotices: Sendable {
    private let vault: Vault
    private let outbox: Outbox
    private static let page = 50

    public init(vault: Vault, outbox: Outbox) {
        self.vault = vault
        self.outbox = outbox
    }

    /// - Returns how many mails were queued.
    @discardableResult
    public func run() async throws -> Int {
        var queued = 0
        while true {
            let due = try await vault.data.read { try Self.due(in: $0) }
            for batch in due { queued += try await tell(batch) }
            if due.count < Self.page { break }
        }
        if queued > 0 { outbox.wake() }
        return queued
    }

    private struct Due: Sendable {
        let batch: CodeBatch.ID
        let customer: Customer.ID
        let reason: String
        let expires: Moment
    }

    private static func due(in transaction: Transaction) throws -> [Due] {
        try transaction.rows(
            """
            SELECT batch_id, customer_id, reason, expires_at FROM code_batch
            WHERE warned_at IS NULL AND expires_at > $1 AND expires_at <= $2 AND state <> 'making'
            ORDER BY expires_at LIMIT $3
            """, transaction.now, transaction.now + BatchTasks.endingSpan, page
        ).map {
            Due(
                batch: try $0.id(0), customer: try $0.id(1), reason: try $0.text(2), expires: try $0.moment(3)
            )
        }
    }

    /// The column that says so is set in the transaction of the mails: both happen or neither does.
    private func tell(_ due: Due) async throws -> Int {
        let hasUnused = try await vault.data.read {
            try LetterQueries.counts(of: due.batch, customer: due.customer, in: $0).unused > 0
        }
        let readers =
            hasUnused ? try await Administrators(vault: vault).reachable(of: due.customer) : []
        return try await vault.data.write { transaction in
            let told = try transaction.execute(
                "UPDATE code_batch SET warned_at = $3 WHERE batch_id = $1 AND customer_id = $2 AND warned_at IS NULL",
                due.batch, due.customer, transaction.now)
            guard told == 1 else { return 0 }
            let unused = try LetterQueries.counts(of: due.batch, customer: due.customer, in: transaction)
                .unused
            guard unused > 0 else { return 0 }
            for reader in readers {
                try outbox.queue(
                    .codesEnding(
                        batch: due.reason, unused: unused,
                        lastDay: CalendarDay(of: due.expires - .milliseconds(1)),
                        id: due.batch.description),
                    to: .mail(reader.address), language: reader.language, keys: reader.keys,
                    customer: due.customer, service: .administration, in: transaction)
            }
            return readers.count
        }
    }
}
