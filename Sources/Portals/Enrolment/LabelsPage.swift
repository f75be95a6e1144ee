import Domain

/// "Who has which letter?": the customer's own names for letter numbers, which only their browser can read.
///
/// P13: what comes here is one sealed text (`v1.salt.nonce.ciphertext`) in the field `namen`. An empty one must be
/// refused: it comes from a browser without JavaScript.
struct LabelsPage: Page {
    static let template = "customer/labels/show"
    static let assets = LetterAssets.labels
    let title: String
    let backHref: String
    let action: String
    let batch: String
    /// What was stored last, or nothing.
    let sealed: String
    let numbers: [String]

    init(
        batch: String, sealed: String?, letterNumbers: [Int], action: String, backHref: String,
        language: Language
    ) {
        title = Words("Wie heeft welke brief?", "Who has which letter?")(language)
        self.batch = batch
        self.sealed = sealed ?? ""
        self.action = action
        self.backHref = backHref
        numbers = letterNumbers.map(LetterNumber.text)
    }
}
