import Domain
import Storage

/// P21: beside each field the person read whether giving is required and what happens otherwise. The kept words
/// against the name that follows from them, and against the statement of their version.
struct FormWordsProof: Proof {
    let rule = "A form's words come from the statement and are kept under a name that is made from them."
    let check = """
        Each kept form is recomputed from its words and from the statement's document of its version, and every \
        field in the vault must name a form that says why, whether it is required, and what happens otherwise.
        """
    private(set) var tally = Tally()
    private var forms: [String: Form] = [:]
    private var wrong: [String: String] = [:]
    var needsPersons: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        forms = try await Form.all(in: scene.data)
        for (id, form) in forms { wrong[id] = Self.fault(id, form, scene.versions[form.statementVersion]) }
    }

    mutating func examine(_ person: Dossier) {
        for field in person.fields {
            tally.examine()
            let name = "\(person.name): \(field.known?.rawValue ?? "a field")"
            let parts = field.known.flatMap { forms[field.formVersion]?.line($0) } ?? []
            let isSaid = parts.count == 5 && parts.allSatisfy { $0.contains { $0 != " " } }
            if !isSaid { tally.find("\(name), on a form that does not say what happens otherwise") }
        }
    }

    mutating func conclude(_ scene: Scene) async throws {
        for (id, fault) in wrong.sorted(by: { $0.key < $1.key }) { tally.find("form \(id): \(fault)") }
    }

    private static func fault(_ id: String, _ form: Form, _ statement: Statement?) -> String? {
        guard let service = Service(rawValue: form.service), let language = Language(rawValue: form.language)
        else {
            return "of an unknown service or language"
        }
        if FormVersion.id(service: service, language: language, text: form.text) != id {
            return "its words are not those of its name"
        }
        guard let statement, let declaration = statement.service(service) else {
            return "the statement of its version is not kept"
        }
        let isPublished = FormVersion.Audience.allCases.contains { audience in
            let published = FormVersion(
                declaration, for: audience, vocabulary: statement.vocabulary, language: language)
            return published.text == form.text
        }
        return isPublished ? nil : "its words are not those of the statement"
    }
}
