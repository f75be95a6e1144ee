import Domain
import Storage
import Vault

/// P71: staff open a person's data only from a case. The log's own record of each touch against the cases, their
/// holders in time, and the key store, which alone knows who is behind a pseudonym.
struct CaseProof: Proof {
    let rule = """
        The vault asks of staff, in the transaction of the leaf, a case that is open, their own, and about this \
        person; without it it writes a refusal and opens nothing.
        """
    let check = """
        Every leaf of staff about a person is held against the rows of its case: it was open at that moment, held by \
        the account behind the leaf's pseudonym, about the person behind it, and its reason fixes the purpose; every \
        opening must have its leaf, and no case may be longer than its term.
        """
    private(set) var tally = Tally()
    private var files: [CaseFile.ID: File] = [:]
    private var roll = StaffRoll()
    private var persons: [EndUser.ID: Pseudonym.ID] = [:]
    /// Whom a case led to that leads to nobody now. Bounded by the cases.
    private var gone: [Pseudonym.ID: String] = [:]
    private var now = Moment(milliseconds: 0)
    var needsLog: Bool { true }

    private struct File: Sendable {
        let reason: String
        let person: EndUser.ID?
        let opened: Moment
        let expires: Moment
        let closed: Moment?
        let isBreakGlass: Bool
        var turns: [Turn] = []
    }

    private struct Turn: Sendable {
        let account: Account.ID
        let from: Moment
        let until: Moment?
    }

    mutating func begin(_ scene: Scene) async throws {
        now = scene.now
        roll = try await StaffRoll(scene)
        files = try await scene.data.read { try Self.files(in: $0) }
        persons = try await scene.vault.pseudonyms(of: files.values.compactMap(\.person))
    }

    private static func files(in transaction: Transaction) throws -> [CaseFile.ID: File] {
        var files: [CaseFile.ID: File] = [:]
        for row in try transaction.rows(
            """
            SELECT case_id, CASE WHEN request_id IS NOT NULL THEN 'rights_request'
                    WHEN consent_id IS NOT NULL THEN 'signed_consent' ELSE reason END, end_user_id, opened_at,
                expires_at, closed_at, break_glass FROM case_file
            """
        ) {
            files[try row.id(0)] = File(
                reason: try row.text(1), person: try row.optionalID(2), opened: try row.moment(3),
                expires: try row.moment(4), closed: try row.optionalMoment(5),
                isBreakGlass: try row.int(6) == 1)
        }
        for row in try transaction.rows("SELECT case_id, account_id, held_from, held_until FROM case_holder")
        {
            files[try row.id(0)]?.turns.append(
                Turn(account: try row.id(1), from: try row.moment(2), until: try row.optionalMoment(3)))
        }
        return files
    }

    mutating func examine(_ row: LeafRow) {
        guard let leaf = row.leaf, leaf.isByStaff, let subject = leaf.subject, leaf.at <= now,
            leaf.service != .administration, leaf.service != .contact, !leaf.isLock
        else { return }
        tally.examine()
        guard let id = leaf.caseFile else {
            tally.find("\(row.name): staff touched person \(subject) without a case")
            return
        }
        guard let file = files[id] else {
            tally.find("\(row.name): from a case that is not there")
            return
        }
        for fault in faults(leaf, file) { tally.find("\(row.name): \(fault)") }
        if let person = file.person {
            if persons[person] != subject { tally.find("\(row.name): the case was about somebody else") }
        } else {
            gone[subject] = row.name
        }
    }

    private func faults(_ leaf: LogLeaf, _ file: File) -> [String] {
        var faults: [String] = []
        let isOver =
            leaf.at < file.opened || file.expires <= leaf.at || file.closed.map { $0 < leaf.at } ?? false
        if isOver { faults.append("the case was not open at that moment") }
        let holder = file.turns.first { turn in
            guard turn.from <= leaf.at, turn.until.map({ leaf.at <= $0 }) ?? true else { return false }
            // Whose login is gone has no pseudonym any more; nor has the leaf then.
            guard let known = roll.pseudonyms[turn.account] else {
                return leaf.actor.map { roll.accounts[$0] == nil } ?? false
            }
            return known == leaf.actor
        }
        if holder == nil { faults.append("the case was not held by who did it") }
        let reason = CaseReason(rawValue: file.reason)
        if reason?.activity != leaf.activity || reason?.purpose != leaf.purpose {
            faults.append("the reason of the case is another")
        }
        return faults
    }

    mutating func conclude(_ scene: Scene) async throws {
        for (id, file) in files {
            let most = file.isBreakGlass ? CaseFile.breakGlassTerm : CaseFile.termMax
            if file.expires - file.opened > most {
                tally.find("case \(CaseFile.number(id)): longer than a case may be")
            }
        }
        try await examineOpenings(scene)
        try await examineGone(scene)
    }

    private mutating func examineOpenings(_ scene: Scene) async throws {
        let orphans = try await scene.data.read { transaction in
            try transaction.rows(
                """
                SELECT o.case_id FROM case_opening o LEFT JOIN log_leaf l ON l.leaf_id = o.leaf_id
                WHERE l.leaf_id IS NULL
                """
            ).map { try $0.id(0, of: CaseFile.self) }
        }
        for id in orphans { tally.find("case \(CaseFile.number(id)): opened without a leaf") }
    }

    /// A case leads to nobody only when the person is gone.
    private mutating func examineGone(_ scene: Scene) async throws {
        let subjects = Array(gone.keys)
        let holders = try await scene.keys.read { transaction in
            try subjects.compactMap { subject in
                try transaction.row("SELECT person_id FROM pseudonym WHERE pseudonym = $1", subject).map {
                    (subject: subject, person: try $0.id(0, of: Person.self))
                }
            }
        }
        let there = try await scene.data.read { transaction in
            try holders.filter {
                try transaction.row("SELECT 1 FROM end_user WHERE end_user_id = $1", $0.person) != nil
            }.map(\.subject)
        }
        for subject in there {
            tally.find(
                "\(gone[subject] ?? "a leaf"): its case leads to nobody, and person \(subject) is there")
        }
    }
}

extension LogLeaf {
    /// A lock that the law orders opens nothing (P43).
    fileprivate var isLock: Bool { act == .store && (activity == .legalRestriction || activity == .hold) }
}
