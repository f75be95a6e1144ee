import Domain

@testable import Features
@testable import Portals

/// The pages about signing on at one's own organisation.
extension Samples {
    static func signOn(_ statement: Statement, _ language: Language) -> [Sample] {
        let vocabulary = statement.vocabulary
        let returningTo = "https://bueno.example.nl/werk/terug"
        func show(_ view: ProviderView?, refusal: ProviderRefusal? = nil) -> ProviderPage {
            ProviderPage(
                view, returningTo: returningTo, ownDomain: MailDomain(typed: "example.nl"),
                refusal: refusal.map { Refusal($0) }, vocabulary: vocabulary, language: language)
        }
        func form(
            _ view: ProviderView?, outcome: ProviderFormPage.Outcome? = nil, problems: [ProviderProblem] = []
        ) -> ProviderFormPage {
            ProviderFormPage(
                TypedProvider(view), hasSecret: view != nil, returningTo: returningTo, outcome: outcome,
                problems: problems.map { Refusal($0) }, vocabulary: vocabulary, language: language)
        }
        return [
            Sample(name: "sign-on", page: SignOnPage(language: language)),
            Sample(
                name: "sign-on-unknown",
                page: SignOnPage(
                    address: "noor@example.nl", refusal: Refusal(SignOnRefusal.unknownOrganisation),
                    language: language)),
            Sample(
                name: "sign-on-no-role",
                page: SignOnPage(refusal: Refusal(SignOnEnding.noRole), language: language)),
            Sample(
                name: "sign-on-leaving",
                page: SignOnDeparturePage(
                    url: "https://login.example.nl/authorize?response_type=code&scope=openid",
                    host: "login.example.nl", language: language)),
            Sample(name: "invitation-sign-on", page: InvitationSignOnPage(language: language)),
            Sample(
                name: "work-prove-organisation",
                page: WorkCodePage(
                    provingFor: "/klant/inloggen", hasApp: false, hasOrganisation: true, language: language)),
            Sample(name: "provider-none", page: show(nil)),
            Sample(name: "provider", page: show(provider())),
            Sample(
                name: "provider-required",
                page: show(provider(domains: ["example.nl"], isRequired: true), refusal: .lastWayIn)),
            Sample(name: "provider-form-empty", page: form(nil)),
            Sample(name: "provider-form", page: form(provider(), outcome: .works("login.example.nl"))),
            Sample(
                name: "provider-form-wrong",
                page: form(
                    provider(), outcome: .mustProve,
                    problems: [
                        .issuerNotEncrypted, .clientIDMissing, .secretNeededAnew, .ruleIncomplete(2),
                    ])),
        ]
    }

    private static func provider(domains: [String] = [], isRequired: Bool = false) -> ProviderView {
        let rules = [
            ClaimRule(claim: "groups", value: "bueno-beheer", role: .customerAdmin),
            ClaimRule(claim: "groups", value: "3f2504e0-4f89-11d3-9a0c-0305e82c3301", role: .caseworker),
        ]
        return ProviderView(
            issuer: "https://login.example.nl/tenant", clientID: "bueno", rules: rules.compactMap(\.self),
            domains: domains, isOn: true, isRequired: isRequired, changed: now - .days(3),
            trouble: isRequired ? nil : .secret, troubled: isRequired ? nil : now - .hours(2))
    }
}
