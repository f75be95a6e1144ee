public import Domain
import Vault

/// The exact words beside each field of a form, in one language. Every value given on it points at them (P16,
/// P21); its name follows from its words, so words cannot change under a name.
public struct FormVersion: Hashable, Sendable {
    /// One field with what a person reads beside it.
    public struct Line: Hashable, Sendable {
        public let field: Field
        public let name: String
        public let why: String
        public let isRequired: Bool
        public let whenMissing: String
    }

    public let id: String
    public let service: Service
    public let language: Language
    public let lines: [Line]
    /// As it is kept: one field per line.
    public let text: String

    /// Who fills it in, and about whom.
    public enum Audience: CaseIterable, Sendable {
        case themselves
        /// A child about their guardian, and about when they turn sixteen (P18). A guardian reads the same words.
        case guardians

        func asks(_ field: FieldDeclaration) -> Bool {
            switch self {
            case .themselves: [.endUser, .contactPerson].contains(field.person) && !field.isOfMinors
            case .guardians: field.person == .guardian || field.isOfMinors
            }
        }
    }

    init(
        _ declaration: ServiceDeclaration, for audience: Audience = .themselves,
        vocabulary: StatementVocabulary, language: Language
    ) {
        service = declaration.service
        self.language = language
        lines = declaration.fields.filter(audience.asks).map {
            Line(
                field: $0.field, name: vocabulary.name(of: $0).text(in: language),
                why: $0.why.text(in: language), isRequired: $0.isRequired,
                whenMissing: $0.whenMissing.text(in: language))
        }
        text = lines.map { line in
            let required = line.isRequired ? "required" : "optional"
            return "\(line.field.rawValue) | \(required) | \(line.name) | \(line.why) | \(line.whenMissing)"
        }.joined(separator: "\n")
        id = Self.id(service: service, language: language, text: text)
    }

    /// The name that words must have: anybody can recompute it.
    static func id(service: Service, language: Language, text: String) -> String {
        let digest = Hex.text(ContentHash.sha256(text.utf8).prefix(8))
        return "\(service.rawValue)-\(language.rawValue)-\(digest)"
    }
}
