public import Domain
public import Storage

extension Vault {
    /// The name under which this product's logs sign.
    public static let logOrigin = "bueno.processing-log"

    /// The key that verifies this installation's checkpoints; 32 bytes.
    public func logPublicKey() throws -> [UInt8] { try LogSigner(vault: self).publicKey }

    /// Signs what a day destroyed with the key that signs the log.
    public func sign(_ certificate: DestructionCertificate) throws -> String {
        try LogSigner(vault: self).note(of: certificate)
    }

    /// Signs what an archive of evidence holds with the same key.
    public func sign(_ manifest: EvidenceManifest) throws -> String {
        try LogSigner(vault: self).note(of: manifest)
    }

    public func latestCheckpoint() async throws -> String? {
        try await data.read { transaction in
            try transaction.row("SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1")?.text(0)
        }
    }

    /// Hashes that prove a numbered leaf is under a root of `size` leaves (RFC 6962, 2.1.1).
    public func inclusionProof(of index: Int64, size: Int64) async throws -> [[UInt8]] {
        try await data.read { transaction in
            try LogProofs.inclusion(of: index, first: 0, count: size, in: transaction)
        }
    }

    /// Hashes that prove that a tree of `old` leaves is the beginning of one of `size` (RFC 6962, 2.1.2).
    public func consistencyProof(from old: Int64, to size: Int64) async throws -> [[UInt8]] {
        try await data.read { try Self.consistencyProof(from: old, to: size, in: $0) }
    }

    /// The same, within a transaction of which more is read.
    public static func consistencyProof(
        from old: Int64, to size: Int64, in transaction: Transaction
    ) throws -> [[UInt8]] {
        guard old > 0, old < size else { return [] }
        return try LogProofs.consistency(
            of: old, first: 0, count: size, wholeIsKnown: true, in: transaction)
    }

    /// The leaves of one subject, newest first: what "who saw my data" is made of.
    /// - `before`: only older ones, for paging. At most `limit` are returned.
    public func leaves(
        of subject: Pseudonym.ID, before: Moment?, limit: Int
    ) async throws -> [LogLeaf] {
        try await data.read { transaction in
            try transaction.rows(
                """
                SELECT body FROM log_leaf WHERE subject = $1 AND at < $2 ORDER BY at DESC, leaf_id LIMIT $3
                """, subject, before?.milliseconds ?? Int64.max, limit
            ).compactMap { LogLeaf(bytes: try $0.blob(0)) }
        }
    }
}

/// The recursive definitions of RFC 6962 over stored subtree hashes.
enum LogProofs {
    static func inclusion(
        of index: Int64, first: Int64, count: Int64, in transaction: Transaction
    ) throws -> [[UInt8]] {
        guard count > 1 else { return [] }
        let left = largestPowerOfTwo(below: count)
        if index < left {
            return try inclusion(of: index, first: first, count: left, in: transaction)
                + [root(first: first + left, count: count - left, in: transaction)]
        }
        return try inclusion(of: index - left, first: first + left, count: count - left, in: transaction)
            + [root(first: first, count: left, in: transaction)]
    }

    static func consistency(
        of old: Int64, first: Int64, count: Int64, wholeIsKnown: Bool, in transaction: Transaction
    ) throws -> [[UInt8]] {
        if old == count { return wholeIsKnown ? [] : [try root(first: first, count: count, in: transaction)] }
        let left = largestPowerOfTwo(below: count)
        if old <= left {
            return try consistency(
                of: old, first: first, count: left, wholeIsKnown: wholeIsKnown, in: transaction)
                + [root(first: first + left, count: count - left, in: transaction)]
        }
        return try consistency(
            of: old - left, first: first + left, count: count - left, wholeIsKnown: false, in: transaction)
            + [root(first: first, count: left, in: transaction)]
    }

    /// The root over a run of leaves that starts on a boundary of its size.
    static func root(first: Int64, count: Int64, in transaction: Transaction) throws -> [UInt8] {
        let peaks = MerkleTree.peaks(size: count).map {
            MerkleTree.Node(level: $0.level, position: $0.position + (first >> $0.level))
        }
        return MerkleTree.root(ofPeaks: try peaks.map { try Sequencer.hash(of: $0, in: transaction) })
    }

    private static func largestPowerOfTwo(below count: Int64) -> Int64 {
        var power: Int64 = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
