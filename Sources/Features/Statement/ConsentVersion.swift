public import Domain
import Vault

/// The exact words that a guardian says yes to, in one language, with which data and how long. A yes names them, and
/// their name follows from them, so words cannot change under a name (P18).
public struct ConsentVersion: Hashable, Sendable {
    public let id: String
    public let service: Service
    public let language: Language
    public let title: String
    public let points: [String]
    /// Which data of the child, and why.
    public let data: [String]
    /// How long: while nobody said yes, after a withdrawal, and in the end.
    public let terms: [String]
    /// As it is kept: a line each.
    public let text: String

    /// Nothing for a service that somebody under sixteen cannot get.
    init?(_ statement: Statement, service: Service, language: Language) {
        guard let consent = statement.consent(for: service), let declaration = statement.service(service)
        else { return nil }
        self.service = service
        self.language = language
        title = consent.title.text(in: language)
        points = consent.points.map { $0.text(in: language) }
        data = declaration.fields.filter { $0.person == .endUser }.map { field in
            statement.vocabulary.words(field.field).name.text(in: language)
        }
        let kept: [RetentionCategory] = [.awaitingGuardian, .withdrawnConsent, .endUserData]
        terms = kept.compactMap { statement.rule(for: $0) }.map { rule in
            "\(rule.name.text(in: language)): \(rule.term.text(in: language))"
        }
        let lines = [title] + points.map { "* " + $0 } + data.map { "- " + $0 } + terms.map { "= " + $0 }
        text = lines.joined(separator: "\n")
        id = Self.id(service: service, language: language, text: text)
    }

    /// The name that words must have: anybody can recompute it.
    static func id(service: Service, language: Language, text: String) -> String {
        let digest = Hex.text(ContentHash.sha256(text.utf8).prefix(8))
        return "consent-\(service.rawValue)-\(language.rawValue)-\(digest)"
    }
}
