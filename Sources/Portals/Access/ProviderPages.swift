import Domain
import Features

/// How a customer's people sign in.
struct ProviderPage: Page {
    struct Rule: Sendable {
        let claim: String
        let value: String
        let role: String
    }

    static let template = "customer/provider/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let state: String
    let tagModifier: String
    let returningTo: String
    let isOff: Bool
    let isOn: Bool
    let isRequired: Bool
    let isFree: Bool
    let issuer: String
    let clientID: String
    let changed: String
    let rules: [Rule]
    let domains: [String]
    let hasNoDomains: Bool
    /// The administrator's own, when it may still be added.
    let newDomain: String?
    let trouble: String?

    init(
        _ view: ProviderView?, returningTo: String, ownDomain: MailDomain?, notice: Words? = nil,
        refusal: Refusal? = nil, vocabulary: StatementVocabulary, language: Language
    ) {
        title = Words("Hoe loggen uw collega's in?", "How do your colleagues sign in?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        self.returningTo = returningTo
        isOn = view?.isOn ?? false
        isOff = !isOn
        isRequired = view?.isRequired ?? false
        isFree = isOn && !isRequired
        state =
            isRequired
            ? Words("Alleen via uw organisatie", "Through your organisation alone")(language)
            : isOn
                ? Words("Met wachtwoord of via uw organisatie", "With a password or through your organisation")(language)
                : Words("Met wachtwoord", "With a password")(language)
        tagModifier = isOn ? "tag--ok" : ""
        issuer = view?.issuer ?? ""
        clientID = view?.clientID ?? ""
        changed = view.map { AmsterdamTime($0.changed).date(language) } ?? ""
        rules = (view?.rules ?? []).map {
            Rule(
                claim: $0.claim, value: $0.value,
                role: vocabulary.words($0.role).name.text(in: language).capitalisedFirst)
        }
        let known = view?.domains ?? []
        domains = known
        hasNoDomains = known.isEmpty
        newDomain = ownDomain.flatMap { $0.isPublic || known.contains($0.text) ? nil : $0.text }
        trouble = view.flatMap { view in
            view.trouble.flatMap { trouble in
                view.troubled.map { trouble.words(language, AmsterdamTime($0).date(language)) }
            }
        }
    }
}

extension ProviderTrouble {
    fileprivate var words: Words {
        switch self {
        case .unavailable: Words("%1: de inlogdienst antwoordde niet.", "%1: the provider did not answer.")
        case .document:
            Words("%1: het document van de inlogdienst klopte niet.", "%1: the provider's document was not right.")
        case .refused:
            Words(
                "%1: de inlogdienst weigerde. Vaak is het adres om terug te keren daar niet geregistreerd.",
                "%1: the provider refused. Often the address to return to is not registered there.")
        case .secret:
            Words(
                "%1: de inlogdienst kent ons geheim niet. Misschien is het verlopen.",
                "%1: the provider does not know our secret. It may have expired.")
        case .token:
            Words(
                "%1: wat de inlogdienst over iemand zei, namen wij niet aan.",
                "%1: we did not accept what the provider said about somebody.")
        case .incomplete:
            Words(
                "%1: bij iemand ontbrak de naam of een bevestigd e-mailadres.",
                "%1: somebody's name or confirmed e-mail address was missing.")
        case .role:
            Words("%1: iemand kreeg van geen enkele regel een rol.", "%1: no rule gave somebody a role.")
        }
    }
}
