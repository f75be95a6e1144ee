import Domain
import Storage
import Vault

/// P11: no processing without a valid reason. The log against the policy of the statement that was in force, and
/// every change of data against its own leaf in the log.
struct LegalBasisProof: Proof {
    let rule =
        "The vault writes a leaf with the legal basis that the policy gives, in the transaction of its fact, or refuses."
    let check = """
        Every leaf's basis is asked again of the policy of its own statement version; every person, field, sent \
        message, batch of codes and erasure in the data must have its leaf, and every leaf of an erasure its receipt.
        """
    private(set) var tally = Tally()
    private var versions: [Int64: Statement] = [:]
    private var since = Moment(milliseconds: 0)
    /// Destructions in the log that no receipt was found for yet. Bounded by the receipts of one term.
    private var destructions: [Destruction: Int] = [:]
    /// Erasures that destroyed nothing, because everything was held: the log says that it was kept.
    private var kept: [Moment: Int] = [:]
    private var issues: [Issue: Int] = [:]
    var needsPersons: Bool { true }
    var needsLog: Bool { true }

    private struct Destruction: Hashable {
        let at: Moment
        let fields: FieldSet
    }

    private struct Issue: Hashable {
        let at: Moment
        let count: Int64
    }

    mutating func begin(_ scene: Scene) async throws {
        versions = scene.versions
        since = try scene.statement.term(of: .erasureReceipt).start(endingAt: scene.now)
    }

    mutating func examine(_ row: LeafRow) {
        if row.isEvidence { tally.examine() }
        guard let leaf = row.leaf else {
            tally.find("\(row.name): cannot be read")
            return
        }
        if leaf.id.bytes != row.id || leaf.at != row.at || leaf.subject?.bytes != row.subject {
            tally.find("\(row.name): is filed under another number, moment or subject")
        }
        if let fault = fault(leaf) { tally.find("\(row.name): \(fault)") }
        if leaf.act == .destroy, givesReceipt(leaf), leaf.at > since {
            destructions[Destruction(at: leaf.at, fields: leaf.fields), default: 0] += 1
        }
        if leaf.act == .store, [.erasure, .retention, .consentWithdrawal].contains(leaf.activity) {
            kept[leaf.at, default: 0] += 1
        }
        if leaf.act == .store, leaf.activity == .codeIssue {
            issues[Issue(at: leaf.at, count: leaf.count), default: 0] += 1
        }
    }

    /// An end user gets a receipt. Whoever worked here, or asked something, goes after their term without one.
    private func givesReceipt(_ leaf: LogLeaf) -> Bool {
        // P18: so does a guardian who goes, and a child whose guardian said no.
        let activities: Set<Activity> = [.erasure, .retention, .guardianConsent, .consentWithdrawal]
        return activities.contains(leaf.activity) && leaf.service != .administration
    }

    /// What the policy of that moment says of the act, and whether the register has it under that activity.
    private func fault(_ leaf: LogLeaf) -> String? {
        guard let statement = versions[leaf.statementVersion] else {
            return "names a statement that is not kept"
        }
        let basis: LegalBasis
        do {
            basis = try statement.policy.basis(
                activity: leaf.activity, act: leaf.act, purpose: leaf.purpose, role: leaf.role,
                service: leaf.service,
                fields: leaf.fields)
        } catch {
            return "the policy refuses what was done"
        }
        if basis != leaf.basis { return "its basis is not the one that the policy gives" }
        let isInRegister = statement.activities.contains { entry in
            entry.activity == leaf.activity && entry.purpose == leaf.purpose && entry.basis == leaf.basis
                && entry.acts.contains(leaf.act) && entry.roles.contains(leaf.role)
                && entry.fields.isSuperset(of: leaf.fields)
        }
        return isInRegister ? nil : "the register has no such processing under its activity"
    }

    mutating func examine(_ person: Dossier) {
        tally.examine()
        guard person.pseudonym != nil else {
            tally.find("\(person.name): the log cannot know them")
            return
        }
        let stored = person.leaves.filter { $0.act == .store && $0.activity == .enrolment }
        if !stored.contains(where: { $0.at == person.enrolled }) {
            tally.find("\(person.name): enrolled without a leaf")
        }
        for field in person.fields { examine(field, of: person) }
        examineMissing(of: person)
        let sends = person.leaves.filter { $0.act == .send }.map(\.at)
        for message in person.messages where message.state == Message.State.sent.rawValue {
            let sent = message.sent ?? message.created
            if !sends.contains(where: { message.created <= $0 && $0 <= sent }) {
                tally.find("\(person.name): a message was sent without a leaf")
            }
        }
    }

    /// The stored revision must be the newest that the log saw stored: an old row put back is not.
    private mutating func examine(_ field: Dossier.Kept, of person: Dossier) {
        guard let known = field.known else { return }
        let newest = person.leaves.filter { $0.act == .store && $0.fields.contains(FieldSet([known])) }
            .map(\.revision).max()
        if newest != field.revision {
            tally.find("\(person.name): \(known.rawValue) is of another revision than the log's")
        }
    }

    /// What the log saw stored must be there, unless the log saw it destroyed afterwards.
    private mutating func examineMissing(of person: Dossier) {
        var held = FieldSet.none
        for leaf in person.leaves {
            let isGiven = leaf.activity == .enrolment || leaf.activity == .contactChange
            if leaf.act == .store, isGiven { held.formUnion(leaf.fields) }
            let isErased = [.erasure, .retention, .comingOfAge].contains(leaf.activity)
            if leaf.act == .destroy, isErased { held.subtract(leaf.fields) }
        }
        for field in held.subtracting(FieldSet(person.fields.compactMap(\.known))).fields {
            tally.find("\(person.name): \(field.rawValue) is gone without a leaf")
        }
    }

    mutating func conclude(_ scene: Scene) async throws {
        let start = since
        let (erasures, batches) = try await scene.data.read { transaction in
            (
                try transaction.rows(
                    "SELECT erasure_id, requested_at, fields FROM erasure WHERE requested_at > $1", start
                ).map { (id: Hex.text(try $0.blob(0)), at: try $0.moment(1), fields: try $0.int(2)) },
                try transaction.rows("SELECT batch_id, created_at, size FROM code_batch").map {
                    (id: Hex.text(try $0.blob(0)), at: try $0.moment(1), size: try $0.int(2))
                }
            )
        }
        tally.examine(erasures.count + batches.count)
        for erasure in erasures {
            let key = Destruction(at: erasure.at, fields: FieldSet(rawValue: erasure.fields))
            if destructions[key, default: 0] > 0 {
                destructions[key, default: 0] -= 1
            } else if erasure.fields == 0, kept[erasure.at, default: 0] > 0 {
                kept[erasure.at, default: 0] -= 1
            } else {
                tally.find("erasure \(erasure.id): without a leaf")
            }
        }
        for (key, count) in destructions.sorted(by: { $0.key.at < $1.key.at }) where count > 0 {
            tally.find("erased at \(key.at.milliseconds): \(count) in the log without a receipt")
        }
        for batch in batches where issues[Issue(at: batch.at, count: batch.size), default: 0] == 0 {
            tally.find("batch \(batch.id): issued without a leaf")
        }
    }
}
