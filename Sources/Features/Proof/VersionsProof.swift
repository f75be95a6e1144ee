import Domain
import Vault

/// P80: every version stays readable. The kept texts against their hashes, and the versions that the log names
/// against those that are kept.
struct VersionsProof: Proof {
    let rule =
        "Each version of the statement is kept as it was published; a changed text needs a higher version."
    let check = """
        Every kept text is hashed again and read again, the numbers must have no gap, and every version that a leaf \
        of the log names must be kept.
        """
    private(set) var tally = Tally()
    private var named: Set<Int64> = []
    var needsLog: Bool { true }

    mutating func examine(_ leaf: LeafRow) {
        if let leaf = leaf.leaf { named.insert(leaf.statementVersion) }
    }

    mutating func conclude(_ scene: Scene) async throws {
        let versions = try await scene.statements.versions()
        for version in versions {
            tally.examine()
            if !version.isIntact {
                tally.find("version \(version.version): its text is not the one published")
            }
            if scene.statements.statement(version) == nil {
                tally.find("version \(version.version): its text can no longer be read")
            }
        }
        let kept = Set(versions.map { Int64($0.version) })
        let expected = Set(1...max(1, kept.max() ?? 1)).union(named)
        if !kept.isEmpty || !named.isEmpty {
            for number in expected.subtracting(kept).sorted() { tally.find("version \(number): is not kept") }
        }
    }
}
