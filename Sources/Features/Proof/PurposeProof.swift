import Domain

/// P30: only for the purposes of the statement. The words in the log against the register of the statement.
struct PurposeProof: Proof {
    let rule =
        "`Purpose` is a closed type without a purpose \"sale\", and every call to the vault must name one."
    let check = """
        Every leaf is decoded with the closed list of purposes, and its purpose is held against those that the \
        statement's register gives its activity.
        """
    private(set) var tally = Tally()
    private var allowed: [Int64: [Activity: Set<Purpose>]] = [:]
    var needsLog: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        for (version, statement) in scene.versions {
            for entry in statement.activities {
                allowed[version, default: [:]][entry.activity, default: []].insert(entry.purpose)
            }
        }
    }

    mutating func examine(_ row: LeafRow) {
        if row.isEvidence { tally.examine() }
        guard let leaf = row.leaf else {
            tally.find("\(row.name): has a word that the statement does not know")
            return
        }
        if allowed[leaf.statementVersion]?[leaf.activity]?.contains(leaf.purpose) != true {
            tally.find("\(row.name): \(leaf.activity.rawValue) has no purpose \(leaf.purpose.rawValue)")
        }
    }
}
