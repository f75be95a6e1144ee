/// Recomputes a tree leaf by leaf in memory that grows with the logarithm of the log.
///
/// It keeps a stack of complete subtrees, as a binary counter does: an independent way to the same root that the
/// stored subtree hashes lead to.
struct RunningTree {
    private var subtrees: [(leaves: Int64, hash: [UInt8])] = []
    private(set) var size: Int64 = 0

    mutating func append(_ leaf: [UInt8]) {
        var (leaves, hash): (Int64, [UInt8]) = (1, VerifierHash.leaf(leaf))
        while let last = subtrees.last, last.leaves == leaves {
            subtrees.removeLast()
            hash = VerifierHash.node(last.hash, hash)
            leaves *= 2
        }
        subtrees.append((leaves, hash))
        size += 1
    }

    var root: [UInt8] {
        guard let last = subtrees.last else { return VerifierHash.sha256([]) }
        return subtrees.dropLast().reversed().reduce(last.hash) { VerifierHash.node($1.hash, $0) }
    }
}
