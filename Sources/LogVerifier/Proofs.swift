/// Checks of single proofs, for who holds one checkpoint and not the log (RFC 9162, 2.1.3.2 and 2.1.4.2).
public enum Proofs {
    /// Whether a leaf stands at a position under the root of a tree of `size` leaves.
    public static func isIncluded(
        leaf: [UInt8], position: Int64, size: Int64, root: [UInt8], proof: [[UInt8]]
    ) -> Bool {
        guard position >= 0, position < size else { return false }
        var (index, last, hash) = (position, size - 1, VerifierHash.leaf(leaf))
        for step in proof {
            if last == 0 { return false }
            if index & 1 == 1 || index == last {
                hash = VerifierHash.node(step, hash)
                while index & 1 == 0, index != 0 {
                    index >>= 1
                    last >>= 1
                }
            } else {
                hash = VerifierHash.node(hash, step)
            }
            index >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether a tree of `old` leaves is the beginning of a tree of `size` leaves.
    public static func isConsistent(
        old: Int64, oldRoot: [UInt8], size: Int64, root: [UInt8], proof: [[UInt8]]
    ) -> Bool {
        if old == size { return oldRoot == root && proof.isEmpty }
        guard old > 0, old < size else { return old == 0 && proof.isEmpty }
        var steps = proof[...]
        if old & (old - 1) == 0 { steps = [oldRoot] + steps }
        guard var oldHash = steps.popFirst() else { return false }
        var newHash = oldHash
        var (index, last) = (old - 1, size - 1)
        while index & 1 == 1 {
            index >>= 1
            last >>= 1
        }
        for step in steps {
            if last == 0 { return false }
            if index & 1 == 1 || index == last {
                oldHash = VerifierHash.node(step, oldHash)
                newHash = VerifierHash.node(step, newHash)
                while index & 1 == 0, index != 0 {
                    index >>= 1
                    last >>= 1
                }
            } else {
                newHash = VerifierHash.node(newHash, step)
            }
            index >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == oldRoot && newHash == root
    }
}
