import Domain
import Features

/// What an administrator typed, as text, to show it again.
struct TypedProvider: Sendable {
    var issuer = ""
    var clientID = ""
    var secret = ""
    var rules: [ProviderForm.TypedRule] = []

    init(_ view: ProviderView?) {
        guard let view else { return }
        issuer = view.issuer
        clientID = view.clientID
        rules = view.rules.map { .init(claim: $0.claim, value: $0.value, role: $0.role.rawValue) }
    }

    init(_ form: FormBody) {
        issuer = form.text("uitgever")
        clientID = form.text("client")
        secret = form["geheim"] ?? ""
        rules = (1...ProviderForm.rulesMax).map { number in
            .init(
                claim: form.text("kenmerk-\(number)"), value: form.text("waarde-\(number)"),
                role: form.text("rol-\(number)"))
        }
    }

    var form: ProviderForm {
        ProviderForm(issuer: issuer, clientID: clientID, clientSecret: Sensitive(secret), rules: rules)
    }
}

/// The form about a customer's identity provider.
struct ProviderFormPage: Page {
    enum Outcome: Sendable {
        /// Tried out: the name of the machine where people would sign in.
        case works(String)
        /// The proof was too long ago: the form stays while it is given in another window.
        case mustProve
    }

    struct Choice: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    struct Rule: Sendable {
        let number: String
        let claim: String
        let value: String
        let problem: String?
        let choices: [Choice]
    }

    static let template = "customer/provider/edit"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let returningTo: String
    let issuer: String
    let clientID: String
    let secret: String
    let hasSecret: Bool
    let issuerProblem: String?
    let clientProblem: String?
    let secretProblem: String?
    let rules: [Rule]
    let worksAt: String?
    let mustProve: Bool

    init(
        _ typed: TypedProvider, hasSecret: Bool, returningTo: String, outcome: Outcome? = nil,
        problems: [Refusal] = [], vocabulary: StatementVocabulary, language: Language
    ) {
        title = Words("Inloggen via uw organisatie", "Signing in through your organisation")(language)
        isError = !problems.isEmpty
        errors =
            problems.isEmpty
            ? nil
            : ErrorSummary(problems.map { .init(text: $0.text(language), href: $0.field.map { "#\($0)" }) })
        self.returningTo = returningTo
        issuer = typed.issuer
        clientID = typed.clientID
        secret = typed.secret
        self.hasSecret = hasSecret
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.text(language) }
        issuerProblem = problem("uitgever")
        clientProblem = problem("client")
        secretProblem = problem("geheim")
        let roles = ClaimRule.roles.map {
            (value: $0.rawValue, name: vocabulary.words($0).name.text(in: language).capitalisedFirst)
        }
        rules = Self.shown(typed.rules).enumerated().map { index, rule in
            Rule(
                number: String(index + 1), claim: rule.claim, value: rule.value,
                problem: problem("kenmerk-\(index + 1)"),
                choices: roles.map {
                    Choice(value: $0.value, name: $0.name, isChosen: $0.value == rule.role)
                })
        }
        if case .works(let host) = outcome { worksAt = host } else { worksAt = nil }
        if case .mustProve = outcome { mustProve = true } else { mustProve = false }
    }

    /// What is filled, and two lines to go on, as far as there may be.
    private static func shown(_ rules: [ProviderForm.TypedRule]) -> [ProviderForm.TypedRule] {
        let filled = (rules.lastIndex { !$0.isEmpty } ?? -1) + 1
        let count = min(max(filled + 2, 3), ProviderForm.rulesMax)
        let blank = ProviderForm.TypedRule(claim: "", value: "", role: Role.caseworker.rawValue)
        return (0..<count).map { rules.indices.contains($0) ? rules[$0] : blank }
    }
}
