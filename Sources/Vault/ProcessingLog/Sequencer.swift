import Domain
import Storage

/// Gives leaves their number and builds the tree over them, after their facts are durable.
///
/// One at a time, whatever the number of nodes: each batch first takes the row lock of the log's head. All that is
/// written here can be rebuilt from the leaves, so a kill at any point is harmless.
public struct Sequencer: Sendable {
    private let vault: Vault
    private let origin: String
    /// What one transaction numbers. More would hold up the writes that wait behind it: this takes some milliseconds.
    private static let batch = 250

    public init(vault: Vault, origin: String = Vault.logOrigin) {
        self.vault = vault
        self.origin = origin
    }

    /// Numbers every leaf that waits and signs a checkpoint when there were any.
    /// - Returns the newest checkpoint's note, or nothing when the log is empty.
    @discardableResult
    public func run() async throws -> String? {
        while try await numberOneBatch() == Self.batch {}
        return try await vault.latestCheckpoint()
    }

    private func numberOneBatch() async throws -> Int {
        let signer = try LogSigner(vault: vault)
        return try await vault.data.write { [origin] transaction in
            guard
                let head = try transaction.row("UPDATE log_head SET size = size WHERE id = 1 RETURNING size")
            else { throw VaultError.damaged }
            var size = try head.int(0)
            let waiting = try transaction.rows(
                "SELECT leaf_id, body FROM log_leaf WHERE seq IS NULL ORDER BY at, leaf_id LIMIT $1",
                Self.batch)
            guard !waiting.isEmpty else { return 0 }
            var peaks = try MerkleTree.peaks(size: size).map { try Self.hash(of: $0, in: transaction) }
            for leaf in waiting {
                try transaction.execute(
                    "UPDATE log_leaf SET seq = $1 WHERE leaf_id = $2", size, try leaf.blob(0))
                try Self.append(
                    MerkleTree.leafHash(try leaf.blob(1)), at: size, peaks: &peaks, in: transaction)
                size += 1
            }
            try transaction.execute("UPDATE log_head SET size = $1 WHERE id = 1", size)
            let checkpoint = Checkpoint(origin: origin, size: size, root: MerkleTree.root(ofPeaks: peaks))
            try transaction.execute(
                "INSERT INTO log_checkpoint (size, note, at) VALUES ($1, $2, $3)",
                size, try signer.note(of: checkpoint), transaction.now)
            return waiting.count
        }
    }

    /// Adds one leaf hash: every run of one-bits at the end of the old size completes a subtree.
    private static func append(
        _ leaf: [UInt8], at size: Int64, peaks: inout [[UInt8]], in transaction: Transaction
    ) throws {
        var (hash, level, position) = (leaf, Int64(0), size)
        try store(hash, level: level, position: position, in: transaction)
        while position & 1 == 1 {
            guard let left = peaks.popLast() else { throw VaultError.damaged }
            hash = MerkleTree.nodeHash(left, hash)
            level += 1
            position >>= 1
            try store(hash, level: level, position: position, in: transaction)
        }
        peaks.append(hash)
    }

    private static func store(
        _ hash: [UInt8], level: Int64, position: Int64, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO log_node (level, position, hash) VALUES ($1, $2, $3)", level, position, hash)
    }

    static func hash(of node: MerkleTree.Node, in transaction: Transaction) throws -> [UInt8] {
        guard
            let row = try transaction.row(
                "SELECT hash FROM log_node WHERE level = $1 AND position = $2", node.level, node.position)
        else { throw VaultError.damaged }
        return try row.blob(0)
    }
}
