import Domain

/// "Did this client get a code already?", asked without saying who.
///
/// What comes here is 32 bytes in hexadecimal in the field `kenmerk`: a mark under a secret that only the customer has.
struct DuplicateCheckPage: Page {
    enum Outcome: Sendable {
        case new
        case known
    }

    static let template = "customer/duplicates/show"
    static let assets = LetterAssets.duplicates
    let title: String
    let backHref: String
    let action: String
    /// Makes one customer's marks differ from another's, also under the same secret.
    let customer: String
    let isKnown: Bool
    let isNew: Bool

    init(
        customer: Customer.ID, outcome: Outcome?, action: String, backHref: String, language: Language
    ) {
        title = Words("Kreeg deze klant al een code?", "Did this client get a code already?")(language)
        self.customer = customer.description
        self.action = action
        self.backHref = backHref
        isKnown = outcome == .known
        isNew = outcome == .new
    }
}
