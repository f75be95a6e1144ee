import Domain
import Storage

/// P16: everything was given knowingly. Each field's provenance in the data against the leaves that its giving
/// and storing left in the log, and against the words of the form.
struct ProvenanceProof: Proof {
    let rule = "The vault stores a value only with who gave it, when, on which form and for which service."
    let check = """
        Every field's source, moment and form are held against the log's own record of the giving and of the \
        storing of that revision, and against the words of the form that it names. For a phone or SIM card the \
        moment at which the person said that it is right is held against that storing too, or against their request \
        to correct it.
        """
    private(set) var tally = Tally()
    private var forms: [String: Form] = [:]
    /// How long after the giving each of these may store.
    private var unfinished: [Activity: CalendarTerm] = [:]
    var needsPersons: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        forms = try await Form.all(in: scene.data)
        unfinished = [
            .enrolment: try scene.statement.term(of: .enrolmentAttempt),
            .contactChange: try scene.statement.term(of: .contactChange),
            .guardianConsent: try scene.statement.term(of: .enrolmentAttempt),
        ]
    }

    mutating func examine(_ person: Dossier) {
        for field in person.fields {
            tally.examine()
            let name = "\(person.name): \(field.known?.rawValue ?? "a field")"
            guard let known = field.known else {
                tally.find("\(name) that nobody was asked for")
                continue
            }
            let touched = person.leaves.filter { $0.fields.contains(FieldSet([known])) }
            let stored = touched.filter { $0.act == .store && $0.revision == field.revision }
            if stored.isEmpty {
                tally.find("\(name), of which the log has no storing")
            } else if !stored.contains(where: { isInTime($0, given: field.given) }) {
                tally.find("\(name), given at another moment than it was stored")
            }
            if let wrong = confirmation(of: field, person, touched, stored) {
                tally.find("\(name), \(wrong)")
            }
            if let wrong = source(of: field, touched) { tally.find("\(name), \(wrong)") }
            guard let form = forms[field.formVersion] else {
                tally.find("\(name), on a form that is not kept")
                continue
            }
            if !form.asks(known) || form.service != field.service {
                tally.find("\(name), on a form that does not ask it")
            }
        }
    }

    /// Not before it was given, and before what was begun would have been over.
    private func isInTime(_ stored: LogLeaf, given: Moment) -> Bool {
        // A correction is stored when it is answered; whether that was in time is another promise.
        if stored.activity == .rightsRequest { return given <= stored.at }
        guard let term = unfinished[stored.activity] else { return false }
        return given <= stored.at && stored.at <= term.end(from: given)
    }

    /// For a phone or SIM card nothing counts that the person did not say is right: that is what stores it, or what asked
    /// for its correction.
    private func confirmation(
        of field: Dossier.Kept, _ person: Dossier, _ touched: [LogLeaf], _ stored: [LogLeaf]
    ) -> String? {
        guard person.isMobile else { return nil }
        guard let confirmed = field.confirmed else { return "which nobody confirmed" }
        let isCorrected = stored.contains { $0.activity == .rightsRequest }
        let said =
            isCorrected
            ? touched.filter { $0.act == .collect && $0.activity == .rightsRequest } : stored
        let isTheirs = said.contains { $0.at == confirmed && ($0.role == .endUser || $0.role == .guardian) }
        return isTheirs ? nil : "confirmed at a moment at which the log saw nobody do so"
    }

    /// Who the data says gave it must be who the log saw giving.
    private func source(of field: Dossier.Kept, _ touched: [LogLeaf]) -> String? {
        switch Provenance.Source(rawValue: field.source) {
        case .endUser:
            let gave = touched.contains { $0.act == .collect && $0.role == .endUser && $0.at == field.given }
            return gave ? nil : "which the log did not see the person give at that moment"
        case .guardian:
            let gave = touched.contains { $0.act == .collect && $0.role == .guardian && $0.at == field.given }
            return gave ? nil : "which the log did not see a guardian give at that moment"
        case .customerLetter:
            return field.known == .enrolmentCode ? nil : "which no letter of a customer brings"
        case .themselves, .colleague, .identityProvider, .child, nil:
            return "from a source that gives nothing of end users"
        }
    }
}

/// A form's words as they were kept.
struct Form: Sendable {
    let service: String
    let language: String
    let statementVersion: Int64
    let text: String

    /// Whether a line of the form is about this field.
    func asks(_ field: Field) -> Bool { line(field) != nil }

    func line(_ field: Field) -> [Substring]? {
        text.split(separator: "\n").lazy.map { $0.split(separator: "|") }
            .first { $0.first.map { $0.filter { $0 != " " } == field.rawValue } ?? false }
    }

    static func all(in data: Database) async throws -> [String: Form] {
        try await data.read { transaction in
            var forms: [String: Form] = [:]
            for row in try transaction.rows(
                "SELECT form_version, service, language, statement_version, text FROM form_version")
            {
                forms[try row.text(0)] = Form(
                    service: try row.text(1), language: try row.text(2), statementVersion: try row.int(3),
                    text: try row.text(4))
            }
            return forms
        }
    }
}
