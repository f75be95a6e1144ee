import Domain
import Features

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
    /// The same mark, to go on with: a code for this client.
    let mark: String?
    let issueAction: String
    /// "Op 4 november 2026, brief 0137", and where that letter is.
    let earlier: String?
    let earlierHref: String

    init(
        customer: Customer.ID, outcome: Outcome?, mark: String? = nil, earlier: EarlierIssue? = nil,
        action: String, backHref: String, language: Language
    ) {
        self.mark = mark
        issueAction = BatchPath.one
        let said = Words("Op %1, brief %2", "On %1, letter %2")
        self.earlier = earlier.map {
            said(language, AmsterdamTime($0.at).date(language), LetterNumber.text($0.letterNumber))
        }
        earlierHref = earlier.map { "\(BatchPath.batch($0.batch))?nr=\($0.letterNumber)" } ?? ""
        title = Words("Kreeg deze klant al een code?", "Did this client get a code already?")(language)
        self.customer = customer.description
        self.action = action
        self.backHref = backHref
        isKnown = outcome == .known
        isNew = outcome == .new
    }
}
