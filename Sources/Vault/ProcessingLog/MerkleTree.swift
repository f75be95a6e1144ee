/// The hashes of RFC 6962, section 2.1: a leaf and an inner node can never be taken for each other.
enum MerkleTree {
    static let emptyRoot = Sodium.sha256([])

    static func leafHash(_ leaf: [UInt8]) -> [UInt8] { Sodium.sha256([0] + leaf) }

    static func nodeHash(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Sodium.sha256([1] + left + right) }

    /// A complete subtree: `2^level` leaves, the `position`-th of its size.
    struct Node: Hashable {
        let level: Int64
        let position: Int64
    }

    /// The complete subtrees that make up a tree of this size, left to right, largest first.
    static func peaks(size: Int64) -> [Node] {
        var result: [Node] = []
        var start: Int64 = 0
        for level in stride(from: Int64(62), through: 0, by: -1) where size & (1 << level) != 0 {
            result.append(Node(level: level, position: start >> level))
            start += 1 << level
        }
        return result
    }

    /// The root over the peaks' hashes, from the right.
    static func root(ofPeaks hashes: [[UInt8]]) -> [UInt8] {
        guard var root = hashes.last else { return emptyRoot }
        for hash in hashes.dropLast().reversed() { root = nodeHash(hash, root) }
        return root
    }
}
