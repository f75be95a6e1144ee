import Domain
import Storage

/// The SQL of codes that stand in for a second factor. Only their keyed hashes are kept.
enum RecoveryQueries {
    static func replace(
        _ hashes: [[UInt8]], of account: Account.ID, in transaction: Transaction
    ) throws {
        try transaction.execute("DELETE FROM recovery_code WHERE account_id = $1", account)
        for hash in hashes {
            try transaction.execute(
                "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)", account, hash)
        }
    }

    /// Each works once.
    static func use(_ hash: [UInt8], of account: Account.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            "DELETE FROM recovery_code WHERE account_id = $1 AND code_hash = $2", account, hash) == 1
    }
}
