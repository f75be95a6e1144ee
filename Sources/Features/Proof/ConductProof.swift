import Domain

/// P72: everyone follows a code of conduct. What staff did, by the log, against what they had signed by then, by the
/// version of the statement that the leaf names.
struct ConductProof: Proof {
    let rule =
        "Until a staff member has signed the texts in force, no page and no part of the vault opens for them."
    let check = """
        Every leaf of staff on anything but their own data is held against the signatures of the account behind its \
        pseudonym: each text of the statement's version at that moment, signed before it.
        """
    private(set) var tally = Tally()
    private var roll = StaffRoll()
    private var duties: [Int64: [DutyText]] = [:]
    private var forgotten = Moment(milliseconds: 0)
    var needsLog: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        roll = try await StaffRoll(scene)
        duties = scene.versions.mapValues(\.duties)
        forgotten = try scene.statement.term(of: .accountData).start(endingAt: scene.now)
    }

    mutating func examine(_ row: LeafRow) {
        // The command line has no login: who can type there has the machine.
        guard let leaf = row.leaf, leaf.isByStaff, let actor = leaf.actor else { return }
        tally.examine()
        guard let account = roll.accounts[actor] else {
            // A year after they left nobody can tell any more who it was.
            if leaf.at > forgotten { tally.find("\(row.name): by account \(actor), which nobody knows") }
            return
        }
        guard let texts = duties[leaf.statementVersion] else {
            tally.find("\(row.name): names a statement that is not kept")
            return
        }
        for text in texts
        where !roll.hadSigned(text.duty, version: text.version, account, at: leaf.at) {
            tally.find("\(row.name): by account \(actor), which had not signed \(text.duty.rawValue)")
        }
    }
}
