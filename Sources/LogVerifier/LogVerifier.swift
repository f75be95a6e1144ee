import Domain

/// Verifies a processing log from its leaves alone, against the checkpoints that were signed and those a witness
/// kept. It contains no server code, and trusts neither the stored subtree hashes nor the machine they are on.
public struct LogVerifier: Sendable {
    private let publicKey: [UInt8]
    private let origin: String

    public init(publicKey: [UInt8], origin: String) {
        self.publicKey = publicKey
        self.origin = origin
    }

    /// What is wrong with the log. Each names a size or a position, never a person.
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        case unreadableCheckpoint
        case badSignature(size: Int64)
        case otherOrigin(size: Int64)
        /// The leaves give another root than the checkpoint says.
        case otherRoot(size: Int64, witnessed: Bool)
        /// The checkpoint covers more leaves than there are.
        case truncated(size: Int64, leaves: Int64, witnessed: Bool)
        case unreadableLeaf(position: Int64)
        case gap(position: Int64)
        case noCheckpoint

        public var description: String {
            switch self {
            case .unreadableCheckpoint: "a checkpoint cannot be read"
            case .badSignature(let size): "the checkpoint at \(size) is not signed by this log's key"
            case .otherOrigin(let size): "the checkpoint at \(size) belongs to another log"
            case .otherRoot(let size, let witnessed):
                "the leaves before \(size) are not those of the \(witnessed ? "witnessed" : "stored") checkpoint"
            case .truncated(let size, let leaves, let witnessed):
                "the \(witnessed ? "witness" : "log") has a checkpoint of \(size) leaves, and \(leaves) are here"
            case .unreadableLeaf(let position): "leaf \(position) is not a leaf"
            case .gap(let position): "leaf \(position) is missing"
            case .noCheckpoint: "there are leaves and no checkpoint"
            }
        }
    }

    public struct Report: Sendable {
        public let leaves: Int64
        public let checkpoints: Int
        public let root: [UInt8]
        public let findings: [Finding]
        public var isSound: Bool { findings.isEmpty }
    }

    /// Reads the leaves once, in order, and compares every checkpoint on the way.
    ///
    /// - `page`: leaves from a position on, in order, with their numbers; empty at the end.
    /// - `stored`: the notes in the log's own database; `witnessed`: those copied elsewhere.
    public func verify(
        stored: [String], witnessed: [String],
        page: (_ from: Int64) async throws -> [(position: Int64, bytes: [UInt8])]
    ) async throws -> Report {
        var findings: [Finding] = []
        var expected = notes(stored, witnessed: false, findings: &findings)
        expected += notes(witnessed, witnessed: true, findings: &findings)
        expected.sort { $0.checkpoint.size < $1.checkpoint.size }

        var tree = RunningTree()
        var next = expected.startIndex
        func compare() {
            while next < expected.endIndex, expected[next].checkpoint.size == tree.size {
                if expected[next].checkpoint.root != tree.root {
                    findings.append(.otherRoot(size: tree.size, witnessed: expected[next].isWitnessed))
                }
                next += 1
            }
        }
        compare()
        reading: while true {
            let leaves = try await page(tree.size)
            if leaves.isEmpty { break }
            for leaf in leaves {
                guard leaf.position == tree.size else {
                    findings.append(.gap(position: tree.size))
                    break reading
                }
                if LogLeaf(bytes: leaf.bytes) == nil {
                    findings.append(.unreadableLeaf(position: leaf.position))
                }
                tree.append(leaf.bytes)
                compare()
            }
        }
        for rest in expected[next...] {
            findings.append(
                .truncated(size: rest.checkpoint.size, leaves: tree.size, witnessed: rest.isWitnessed))
        }
        if tree.size > 0, stored.isEmpty { findings.append(.noCheckpoint) }
        return Report(leaves: tree.size, checkpoints: expected.count, root: tree.root, findings: findings)
    }

    private struct Expected {
        let checkpoint: Checkpoint
        let isWitnessed: Bool
    }

    private func notes(_ notes: [String], witnessed: Bool, findings: inout [Finding]) -> [Expected] {
        notes.compactMap { note in
            guard let parsed = Checkpoint.parse(note: note) else {
                findings.append(.unreadableCheckpoint)
                return nil
            }
            let size = parsed.checkpoint.size
            guard parsed.checkpoint.origin == origin else {
                findings.append(.otherOrigin(size: size))
                return nil
            }
            let body = Array(parsed.checkpoint.body.utf8)
            guard VerifierHash.isSigned(body, signature: parsed.signature, publicKey: publicKey) else {
                findings.append(.badSignature(size: size))
                return nil
            }
            return Expected(checkpoint: parsed.checkpoint, isWitnessed: witnessed)
        }
    }
}
