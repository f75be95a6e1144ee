import Domain

/// P31: never sold. What left, by the log, against the recipients that the statement names.
struct RecipientProof: Proof {
    let rule =
        "There is no purpose to sell for; what leaves goes to a recipient of the statement, with its legal basis."
    let check = """
        Every leaf of sending or sharing is held against the register entry of its activity, which must name \
        recipients in the Netherlands with the same purpose and basis.
        """
    private(set) var tally = Tally()
    private var versions: [Int64: Statement] = [:]
    var needsLog: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        versions = scene.versions
    }

    mutating func examine(_ row: LeafRow) {
        guard let leaf = row.leaf, leaf.act == .send || leaf.act == .share else { return }
        tally.examine()
        guard let statement = versions[leaf.statementVersion] else {
            tally.find("\(row.name): names a statement that is not kept")
            return
        }
        let entries = statement.activities.filter {
            $0.activity == leaf.activity && $0.purpose == leaf.purpose && $0.acts.contains(leaf.act)
        }
        let isNamed = entries.contains { entry in
            !entry.recipients.isEmpty
                && entry.recipients.allSatisfy { id in
                    statement.recipients.contains {
                        $0.id == id && $0.location == "NL" && $0.purpose == leaf.purpose
                            && $0.basis == leaf.basis
                    }
                }
        }
        if !isNamed { tally.find("\(row.name): \(leaf.act.rawValue) without a recipient and its basis") }
    }
}
