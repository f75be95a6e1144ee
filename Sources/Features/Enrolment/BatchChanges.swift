public import Domain
import Storage
public import Vault

/// What can still be changed in a batch: letters that nobody used, and its last day.
public struct BatchChanges: Sendable {
    private let vault: Vault
    private let statements: Statements
    private static let triesMax = 8

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// Revokes one letter. Refuses one that is used, revoked or replaced.
    public func revoke(letter: Int, of batch: CodeBatch.ID, reason: String, by worker: Worker) async throws {
        let (customer, access) = try worker.makingCodes()
        let reason = try reason.checkedReason()
        try await vault.data.write { transaction in
            let row = try BatchQueries.batch(batch, of: customer, in: transaction)
            guard row.standing.canRevoke else { throw BatchRefusal.stillMaking }
            try Self.revoke(letter, of: row, reason: reason, replacedBy: nil, in: transaction)
            try record(.destroy, in: batch, access: access, in: transaction)
        }
    }

    /// Revokes every letter that nobody used. Refuses a batch in which there is none.
    /// - Returns how many they were.
    @discardableResult
    public func revokeAll(of batch: CodeBatch.ID, reason: String, by worker: Worker) async throws -> Int {
        let (customer, access) = try worker.makingCodes()
        let reason = try reason.checkedReason()
        return try await vault.data.write { transaction in
            let row = try BatchQueries.batch(batch, of: customer, in: transaction)
            guard row.standing.canRevoke else { throw BatchRefusal.stillMaking }
            let revoked = try transaction.execute(
                """
                UPDATE enrolment_code SET state = 'revoked', revoked_at = $3, revoked_reason = $4
                WHERE batch_id = $1 AND customer_id = $2 AND state = 'issued'
                """, batch, customer, transaction.now, reason)
            guard revoked > 0 else { throw BatchRefusal.letterNotOpen }
            try record(.destroy, in: batch, count: revoked, access: access, in: transaction)
            return revoked
        }
    }

    /// Revokes a letter and issues the next number of the batch instead. Its code waits to be downloaded.
    ///
    /// Of two who replace the same letter at once, one gets a new letter and the other is refused.
    /// - Returns the new letter's number.
    public func replace(
        letter: Int, of batch: CodeBatch.ID, reason: String, by worker: Worker
    ) async throws -> Int {
        let (customer, access) = try worker.makingCodes()
        let reason = try reason.checkedReason()
        let term = try statements.current.term(of: .codeDownload)
        // So that a refusal makes no key. What counts is what the transaction finds.
        try await vault.data.read {
            try Self.requireReplaceable(letter, of: batch, customer: customer, in: $0)
        }
        let (download, key) = (BatchDownload.ID.random(), try await vault.makeDownloadKey())
        for _ in 0..<Self.triesMax {
            let row = try await vault.data.read { try BatchQueries.batch(batch, of: customer, in: $0) }
            let next = row.issued + 1
            let made = try await CodeMaking(vault: vault).make(1, of: row, for: (download, key)) {
                transaction in
                try Self.requireReplaceable(letter, of: batch, customer: customer, in: transaction)
                try Self.revoke(letter, of: row, reason: reason, replacedBy: next, in: transaction)
                try BatchDownloads.insert(
                    download, key: key, batch: row, firstLetter: next, term: term, in: transaction)
                try IssueMarks.carry(batch, from: letter, to: next, in: transaction)
                try record(.destroy, in: batch, access: access, in: transaction)
                try record(.store, in: batch, access: access, in: transaction)
            }
            if made != nil { return next }
            // Another letter of this batch was replaced at the same moment, and has the number that this one wanted;
            // or its last day was moved.
        }
        throw StorageError.busy
    }

    /// Moves the last day of what nobody used. The customer is told anew when that day comes near.
    public func extend(_ batch: CodeBatch.ID, to lastDay: CalendarDay, by worker: Worker) async throws {
        let (customer, access) = try worker.makingCodes()
        try await vault.data.write { transaction in
            let row = try BatchQueries.batch(batch, of: customer, in: transaction)
            guard row.standing.canChange else { throw BatchRefusal.stillMaking }
            guard lastDay.end > row.expires else { throw BatchRefusal.dayNotLater }
            guard lastDay.end > transaction.now else { throw BatchRefusal.expiryInThePast }
            _ = try BatchQueries.contract(row.contract, in: transaction)
            try transaction.execute(
                """
                UPDATE code_batch SET expires_at = $3, warned_at = NULL WHERE batch_id = $1 AND customer_id = $2
                """, batch, customer, lastDay.end)
            let moved = try transaction.execute(
                """
                UPDATE enrolment_code SET expires_at = $3
                WHERE batch_id = $1 AND customer_id = $2 AND state = 'issued'
                """, batch, customer, lastDay.end)
            try record(.store, in: batch, count: moved, access: access, in: transaction)
        }
    }

    private static func requireReplaceable(
        _ letter: Int, of batch: CodeBatch.ID, customer: Customer.ID, in transaction: Transaction
    ) throws {
        let row = try BatchQueries.batch(batch, of: customer, in: transaction)
        guard row.standing.canChange else { throw BatchRefusal.stillMaking }
        guard row.standing.canReplace(at: transaction.now) else { throw BatchRefusal.batchEnded }
        _ = try BatchQueries.contract(row.contract, in: transaction)
        let state = try transaction.row(
            """
            SELECT state FROM enrolment_code
            WHERE batch_id = $1 AND customer_id = $2 AND letter_number = $3
            """, batch, customer, letter)?.text(0)
        guard let state else { throw BatchRefusal.unknownLetter }
        guard state == IssuedCode.State.issued.rawValue else { throw BatchRefusal.letterNotOpen }
    }

    private static func revoke(
        _ letter: Int, of batch: BatchRow, reason: String, replacedBy next: Int?, in transaction: Transaction
    ) throws {
        let revoked = try transaction.execute(
            """
            UPDATE enrolment_code SET state = 'revoked', revoked_at = $4, revoked_reason = $5, replaced_by = $6
            WHERE batch_id = $1 AND customer_id = $2 AND letter_number = $3 AND state = 'issued'
            """, batch.id, batch.customer, letter, transaction.now, reason, next)
        if revoked == 1 { return }
        throw (1...max(1, batch.issued)).contains(letter) ? BatchRefusal.letterNotOpen : .unknownLetter
    }

    private func record(
        _ act: ProcessingAct, in batch: CodeBatch.ID, count: Int = 1, access: Access,
        in transaction: Transaction
    ) throws {
        try vault.record(
            Processing(
                act, .codeIssue, service: try BatchQueries.service(of: batch, in: transaction),
                fields: .none, subject: nil, count: Int64(count)),
            access: access, in: transaction)
    }
}
