import Domain
import Storage
import Vault

/// P18: under sixteen only with consent. The rows of persons and consents against the log's own record of who said
/// yes, who said no afterwards, and who is a minor at all.
struct MinorConsentProof: Proof {
    let rule = """
        A minor's service can be active only on a consent of a guardian of theirs that stands: the row names it, and \
        the database lets it become nothing else meanwhile.
        """
    let check = """
        Of every active minor each guardian's last answer must be yes, to words that are kept, and the log must have \
        seen a guardian say yes at that moment, or somebody of BuenO accept their paper, which another sent in when it \
        came by post, and none say no or take it \
        back since; who is a minor is read from the log too, and every row of consent, session and month of birth must agree with it.
        """
    private(set) var tally = Tally()
    private var texts: Set<String> = []
    private var given: [EndUser.ID: [Answer]] = [:]
    var needsPersons: Bool { true }

    private struct Answer: Sendable {
        let guardian: [UInt8]?
        let state: String
        let answered: Moment?
        let ended: Moment?
        let version: String?
        let isOnPaper: Bool
        /// Who looked at the paper, and when; nothing without one.
        let accepted: Moment?
        /// When a paper came in that staff brought, and whether another than they said yes to it by the rows.
        let brought: (at: Moment, byOther: Bool)?
    }

    mutating func begin(_ scene: Scene) async throws {
        let (texts, wrong, given) = try await scene.data.read { transaction in
            try (Self.texts(in: transaction), Self.altered(in: transaction), Self.answers(in: transaction))
        }
        (self.texts, self.given) = (texts, given)
        for id in wrong { tally.find("consent text \(id): its words are not those of its name") }
    }

    mutating func examine(_ person: Dossier) {
        // What the log saw: a guardian was named for them, and they have not turned sixteen since.
        let asked = person.leaves.filter { $0.activity == .guardianConsent && $0.role == .endUser }.map(\.at)
        let grown = person.leaves.filter { Self.isGrowing($0) }.map(\.at).max()
        let isMinorInLog = asked.contains { at in grown.map { at > $0 } ?? true }
        let isMinor = person.isMinor
        if isMinor || isMinorInLog || !(given[person.id] ?? []).isEmpty { tally.examine() }
        let isActive = person.state == EndUser.State.active.rawValue
        // Who enrolled before guardians could be named waits, and nobody was asked.
        if isMinor, !isMinorInLog, isActive {
            tally.find("\(person.name): active under sixteen, and the log knows of nobody who was asked")
        }
        if isMinorInLog, !isMinor, !person.isRestricted {
            tally.find("\(person.name): no longer under sixteen, and the log did not see them turn sixteen")
        }
        guard isMinor || isMinorInLog else { return examineGrown(person) }
        if isActive { examineActive(person) }
    }

    /// Our own clock said so. What they say themselves is another thing.
    private static func isGrowing(_ leaf: LogLeaf) -> Bool {
        leaf.activity == .comingOfAge && (leaf.act == .destroy || leaf.act == .store && leaf.role == .system)
    }

    private mutating func examineActive(_ person: Dossier) {
        let answers = given[person.id] ?? []
        let yes = answers.filter { $0.state == Consent.State.given.rawValue }
        if yes.isEmpty { tally.find("\(person.name): active under sixteen without a consent") }
        for answer in yes {
            if answer.version.map({ texts.contains($0) }) != true {
                tally.find("\(person.name): a yes to words that are not kept")
            }
            let seer: Role = answer.isOnPaper ? .support : .guardian
            let isSeen = person.leaves.contains {
                $0.activity == .guardianConsent && $0.role == seer && $0.act == .store
                    && $0.at == answer.answered
            }
            if !isSeen { tally.find("\(person.name): a yes that the log did not see a guardian say") }
            if answer.isOnPaper { examinePaper(person, answer) }
        }
        examineStops(person, answers, since: yes.compactMap(\.answered))
    }

    private mutating func examinePaper(_ person: Dossier, _ answer: Answer) {
        if answer.accepted != answer.answered {
            tally.find("\(person.name): a yes on a paper that nobody accepted")
        }
        guard let brought = answer.brought else { return }
        // Two people: by the rows, and by the log's own record of who brought it and who said yes.
        let leaves = person.leaves.filter { $0.activity == .guardianConsent && $0.role == .support }
        let bringer = leaves.first { $0.act == .collect && $0.at == brought.at }
        let taker = leaves.first { $0.act == .store && $0.at == answer.answered }
        if bringer == nil { tally.find("\(person.name): a paper by post that the log did not see come in") }
        let isAlone = bringer?.actor != nil && bringer?.actor == taker?.actor
        if !brought.byOther || isAlone {
            tally.find("\(person.name): a yes on a paper by whoever sent it in")
        }
    }

    /// A no or a withdrawal stops the service until its own guardian says yes again.
    private mutating func examineStops(_ person: Dossier, _ answers: [Answer], since yes: [Moment]) {
        let open = Dictionary(grouping: answers.filter { $0.guardian != nil }) { $0.guardian }
        for said in open.values {
            let isYes = said.contains { $0.state == Consent.State.given.rawValue }
            let isNo = said.contains { ["refused", "withdrawn"].contains($0.state) }
            if isNo, !isYes { tally.find("\(person.name): active, and a guardian says no") }
        }
        let stops = person.leaves.filter { $0.activity == .consentWithdrawal && $0.role == .guardian }
        guard let stopped = stops.map(\.at).max() else { return }
        if !yes.contains(where: { $0 >= stopped }) {
            tally.find("\(person.name): active after a guardian had the service stopped")
        }
    }

    /// At sixteen the month goes, and so does every guardian.
    private mutating func examineGrown(_ person: Dossier) {
        // P43: a hold keeps both, and opens neither.
        guard person.holds.isEmpty else { return }
        if person.fields.contains(where: { $0.known == .turnsSixteen }), !person.isRestricted {
            tally.find("\(person.name): the month of turning sixteen is kept of who is no minor")
        }
        let kept = (given[person.id] ?? []).contains { $0.guardian != nil }
        if kept { tally.find("\(person.name): a guardian of who is no minor") }
    }

    private static func texts(in transaction: Transaction) throws -> Set<String> {
        Set(try transaction.rows("SELECT text_version FROM consent_text").map { try $0.text(0) })
    }

    private static func altered(in transaction: Transaction) throws -> [String] {
        try transaction.rows("SELECT text_version, service, language, text FROM consent_text").compactMap {
            row in
            let id = try row.text(0)
            guard let service = Service(rawValue: try row.text(1)),
                let language = Language(rawValue: try row.text(2))
            else { return id }
            return ConsentVersion.id(service: service, language: language, text: try row.text(3)) == id
                ? nil : id
        }
    }

    private static func answers(in transaction: Transaction) throws -> [EndUser.ID: [Answer]] {
        var answers: [EndUser.ID: [Answer]] = [:]
        for row in try transaction.rows(
            """
            SELECT c.end_user_id, c.guardian_id, c.state, c.answered_at, c.ended_at, c.text_version, c.way,
                p.decided_at, p.brought_by, p.received_at, p.account_id, p.decided_by
            FROM consent c LEFT JOIN consent_paper p ON p.consent_id = c.consent_id
            """)
        {
            answers[try row.id(0), default: []].append(
                Answer(
                    guardian: try row.optionalBlob(1), state: try row.text(2),
                    answered: try row.optionalMoment(3), ended: try row.optionalMoment(4),
                    version: try row.optionalText(5),
                    isOnPaper: try row.optionalText(6) == Consent.Way.document.rawValue,
                    accepted: try row.optionalMoment(7),
                    brought: try row.optionalText(8) == SignedDocument.Bringer.staff.rawValue
                        ? (try row.moment(9), try row.optionalBlob(10) != row.optionalBlob(11)) : nil))
        }
        return answers
    }
}
