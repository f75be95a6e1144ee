import Domain
import Vault

/// P43: what the law keeps is locked. The restrictions in the data against the acts in the log since then.
struct RestrictionProof: Proof {
    let rule =
        "The vault opens restricted data only on the ground of a legal duty, for the purpose of the law."
    let check = """
        Every hold is played again from its steps, by the rule that one asks and another approves, and each step is \
        looked up in the log; nothing held may have a destruction in the log since. \
        For every restricted person each use of a restricted class since then is looked up in the log: its purpose \
        must be the legal one, under an activity of the law; nobody who was erased can be signed in, and whose contact \
        data is locked may have got no message but a code, at the number that they typed. What somebody restricted \
        themselves must be used since by them and for the law alone, and no message but a code may have gone out. \
        Every lock that the witness knows, when one is set, must be on here, until the same day.
        """
    private(set) var tally = Tally()
    private var book = HoldBook()
    var needsPersons: Bool { true }
    var needsLog: Bool { true }

    mutating func examine(_ leaf: LeafRow) { book.note(leaf) }

    private static let uses: Set<ProcessingAct> = [.collect, .read, .send, .store, .lookUp, .share]
    /// What opens nothing: a search is by what was typed, and sending is judged by what was sent.
    private static let opensNothing: Set<ProcessingAct> = [.lookUp, .send]
    private static let lawful: Set<Activity> = [.legalRestriction, .retention, .erasure, .hold]

    mutating func examine(_ person: Dossier) {
        examineHeld(person)
        if let since = person.restrictedSince { examine(person, askedAt: since) }
        let isErased = person.state == EndUser.State.erased.rawValue
        guard isErased || person.isRestricted else { return }
        tally.examine()
        if isErased, !person.isRestricted, person.holds.isEmpty {
            tally.find("\(person.name): kept after an erasure without a legal duty")
        }
        if isErased, person.sessions > 0 { tally.find("\(person.name): erased and still signed in") }
        for restriction in person.restrictions {
            let fields = FieldSet(Field.allCases.filter { $0.keyClass.rawValue == restriction.keyClass })
            if restriction.keyClass == KeyClass.contact.rawValue {
                examineSent(person, since: restriction.placed, "after the lock on their contact data")
            }
            for leaf in person.leaves where leaf.at > restriction.placed && Self.uses.contains(leaf.act) {
                guard !leaf.fields.isDisjoint(with: fields), !Self.opensNothing.contains(leaf.act) else {
                    continue
                }
                if leaf.purpose != .fraudAndLegalObligations || !Self.lawful.contains(leaf.activity) {
                    tally.find(
                        "\(person.name): \(leaf.activity.rawValue) for \(leaf.purpose.rawValue) after the lock"
                    )
                }
            }
        }
    }

    /// What is held may not be destroyed, whoever asks.
    private mutating func examineHeld(_ person: Dossier) {
        for hold in person.holds {
            let fields = FieldSet(Field.allCases.filter { $0.keyClass.rawValue == hold.keyClass })
            for leaf in person.leaves
            where leaf.act == .destroy && hold.isInForce(at: leaf.at) && !leaf.fields.isDisjoint(with: fields)
            {
                tally.find("\(person.name): destroyed by \(leaf.activity.rawValue) while it was held")
            }
        }
    }

    /// What somebody restricted themselves: used by nobody but them, and for what the law asks.
    private mutating func examine(_ person: Dossier, askedAt since: Moment) {
        tally.examine()
        for leaf in person.leaves where leaf.at > since && Self.uses.contains(leaf.act) {
            let isOwn = leaf.role == .endUser
            if Self.opensNothing.contains(leaf.act) || leaf.activity == .refusedAccess { continue }
            // Our own clock moves an application on, or ends it, and opens nothing.
            if leaf.activity == .eligibility, leaf.role == .system, leaf.fields.isEmpty { continue }
            if !AskedRestriction.allows(leaf.activity, purpose: leaf.purpose, isOwn: isOwn) {
                tally.find("\(person.name): \(leaf.activity.rawValue) while their data is restricted")
            }
        }
        examineSent(person, since: since, "while their data is restricted")
    }

    /// Who may not be written to gets what they asked for a moment ago, a code or a link, and nothing else.
    private mutating func examineSent(_ person: Dossier, since: Moment, _ why: String) {
        for message in person.messages {
            let isAsked = MessageKind(rawValue: message.kind)?.isSecret ?? false
            if let sent = message.sent, sent > since, !isAsked {
                tally.find("\(person.name): \(message.kind) was sent \(why)")
            }
        }
    }

    /// The witness cannot be rewritten from here: a lock that only it has was taken off, or lost with a restore.
    mutating func conclude(_ scene: Scene) async throws {
        let holds = try await book.compare(with: scene)
        tally.examine(holds.count)
        for finding in holds.findings { tally.find(finding) }
        guard let witness = scene.premises.witness else { return }
        let latest = Dictionary(try await witness.locks().map { ($0.key, $0) }) { _, later in later }
        let here = Set(try await scene.vault.locks().map { "\($0.key) \($0.until.milliseconds)" })
        let held = Set(try await scene.vault.remainingKeys(of: Array(latest.keys)))
        for lock in latest.values where lock.until > scene.now && held.contains(lock.key) {
            tally.examine()
            if !here.contains("\(lock.key) \(lock.until.milliseconds)") {
                tally.find("key \(lock.key): the witness knows a lock that the store does not")
            }
        }
    }
}
