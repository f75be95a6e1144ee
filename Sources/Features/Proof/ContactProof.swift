import Domain
import Storage
import Vault

/// P33: the contact form for contact alone. The log's uses against the requests in the data, their moments against
/// the statement's terms, and their keys and pseudonyms against everybody else's.
struct ContactProof: Proof {
    let rule = """
        Each request has keys and a pseudonym of its own; one purpose, which opens nothing else, lets the few who \
        answer use it; the sweep destroys all of it on its date.
        """
    let check = """
        Every leaf about a request, by its purpose, activity, service or subject, must be the use that the statement \
        allows; every request is held against its term, its storing in the log, its own keys in the key store, and \
        the end users, accounts and messages that may share nothing with it.
        """
    private(set) var tally = Tally()
    private var requests: [ContactFile] = []
    private var names: [Pseudonym.ID: String] = [:]
    private var owners: [[UInt8]: String] = [:]
    /// The newest storing of each field, and the moments of storing and sending.
    private var stored: [Pseudonym.ID: [Storing]] = [:]
    private var sent: [Pseudonym.ID: [Moment]] = [:]
    /// Subjects that are no request's: of those that are gone, and of nobody else.
    private var unknown: [Pseudonym.ID: String] = [:]
    private var forms: [String: Form] = [:]
    private var declared = FieldSet.none
    private var roles: Set<Role> = []
    var needsPersons: Bool { true }
    var needsLog: Bool { true }

    private struct Storing {
        let at: Moment
        let fields: FieldSet
        let revision: Int64
    }

    mutating func begin(_ scene: Scene) async throws {
        requests = try await ContactFileReader(scene: scene).files()
        forms = try await Form.all(in: scene.data)
        declared = scene.statement.policy.declaredFields(.contact)
        let entries = scene.statement.activities.filter { $0.activity == .contactRequest }
        roles = Set(entries.flatMap(\.roles))
        for request in requests {
            if let pseudonym = request.pseudonym { names[pseudonym] = request.name }
            for key in request.keys { owners[key] = request.name }
        }
    }

    mutating func examine(_ row: LeafRow) {
        guard let leaf = row.leaf else { return }
        if let actor = leaf.actor, let name = names[actor] {
            tally.find("\(row.name): \(name) acts somewhere as somebody")
        }
        // P43 plays holds again. That it is kept a while opens nothing of it.
        if leaf.activity == .hold, leaf.act == .store, leaf.purpose == .fraudAndLegalObligations { return }
        let marks = [
            leaf.service == .contact, leaf.purpose == .contactRequests, leaf.activity == .contactRequest,
        ]
        let isKnown = leaf.subject.flatMap { names[$0] } != nil
        guard isKnown || marks.contains(true) else { return }
        tally.examine()
        if marks.contains(false) {
            let use = "\(leaf.act.rawValue) as \(leaf.activity.rawValue) for \(leaf.purpose.rawValue)"
            tally.find("\(row.name): \(use), service \(leaf.service.rawValue)")
        }
        if !roles.contains(leaf.role) || leaf.role.isPerson && leaf.actor == nil {
            tally.find(
                "\(row.name): \(leaf.act.rawValue) by a \(leaf.role.rawValue) who may not, or by nobody")
        }
        guard let subject = leaf.subject else { return }
        if !isKnown { unknown[subject] = row.name }
        if leaf.act == .store {
            stored[subject, default: []].append(
                Storing(at: leaf.at, fields: leaf.fields, revision: leaf.revision))
        }
        if leaf.act == .send { sent[subject, default: []].append(leaf.at) }
    }

    mutating func examine(_ person: Dossier) {
        let keys = [person.contactKey, person.identityKey] + person.fields.map(\.key)
        for name in Set(keys.compactMap { owners[$0] }) {
            tally.find("\(name): shares a key with an end user")
        }
    }

    mutating func conclude(_ scene: Scene) async throws {
        let terms = try ContactTerms(scene.statement)
        for request in requests {
            tally.examine()
            // With an hour for the job that runs.
            if terms.end(received: request.received, answered: request.answered) <= scene.now - .hours(1) {
                tally.find("\(request.name): past its term")
            }
            examineRow(of: request)
            for value in request.values { examine(value, of: request) }
            for stranger in request.strangers { tally.find("\(request.name): linked to \(stranger)") }
        }
        try await examineNumbers(scene)
        let reader = ContactFileReader(scene: scene)
        for mail in try await reader.mails() { examine(mail) }
        for orphan in try await reader.orphans() {
            tally.find("request \(orphan): is gone, and its values are not")
        }
    }

    private mutating func examineRow(of request: ContactFile) {
        if Language(rawValue: request.language) == nil || ContactRequest.State(rawValue: request.state) == nil
        {
            tally.find("\(request.name): has a word that nobody chose from a list")
        }
        if Set(request.held) != Set(request.keys) || request.identityKey == request.contactKey {
            tally.find("\(request.name): its keys are not its own two in the key store")
        }
        guard let pseudonym = request.pseudonym else {
            tally.find("\(request.name): the log cannot know it")
            return
        }
        if stored[pseudonym]?.contains(where: { $0.at == request.received }) != true {
            tally.find("\(request.name): the log did not see it stored when it came")
        }
    }

    private mutating func examine(_ value: ContactFile.Kept, of request: ContactFile) {
        let name = "\(request.name): \(value.known?.rawValue ?? "a field")"
        guard let field = value.known, declared.contains(FieldSet([field])) else {
            tally.find("\(name), which the form does not ask")
            return
        }
        if value.request != request.id.bytes || value.account != nil {
            tally.find("\(name), kept as somebody else's")
        }
        if value.key != request.key(for: field) { tally.find("\(name), under a key that is not its own") }
        if value.isReadable { tally.find("\(name), which nobody sealed") }
        if value.source != Provenance.Source.themselves.rawValue
            || forms[value.formVersion]?.service != Service.contact.rawValue
            || forms[value.formVersion]?.asks(field) != true
        {
            tally.find("\(name), not given by themselves on the contact form")
        }
        let storings = request.pseudonym.flatMap { stored[$0] } ?? []
        let newest = storings.filter { $0.fields.contains(FieldSet([field])) }.map(\.revision).max()
        if newest != value.revision { tally.find("\(name), of another revision than the log's") }
    }

    /// A request's number and pseudonym lead to nobody else, in either store.
    private mutating func examineNumbers(_ scene: Scene) async throws {
        let numbers = requests.map { ($0.name, $0.id) }
        let shared = try await scene.data.read { transaction in
            try numbers.filter { _, id in
                try transaction.row("SELECT 1 FROM end_user WHERE end_user_id = $1", id) != nil
                    || transaction.row("SELECT 1 FROM enrolment_attempt WHERE end_user_id = $1", id) != nil
            }.map(\.0)
        }
        for name in shared { tally.find("\(name): has the number of an end user") }
        let subjects = unknown
        let others = try await scene.keys.read { transaction in
            try subjects.filter { subject, _ in
                try transaction.row("SELECT 1 FROM pseudonym WHERE pseudonym = $1", subject) != nil
            }.map(\.value)
        }
        for leaf in others { tally.find("\(leaf): about a person who asked nothing through the form") }
    }

    private mutating func examine(_ mail: ContactMail) {
        guard let request = requests.first(where: { $0.id.bytes == mail.person }) else {
            tally.find("\(mail.name): an answer to a request that is not there")
            return
        }
        if mail.kind != MessageKind.contactAnswer.rawValue || mail.service != Service.contact.rawValue
            || mail.customer != nil || mail.key != request.contactKey
        {
            tally.find("\(mail.name): to \(request.name), and is no answer under its own key")
        }
        guard mail.state == Message.State.sent.rawValue else { return }
        let until = mail.sent ?? mail.created
        let leaves = request.pseudonym.flatMap { sent[$0] } ?? []
        if !leaves.contains(where: { mail.created <= $0 && $0 <= until }) {
            tally.find("\(mail.name): was sent without a leaf")
        }
    }
}
