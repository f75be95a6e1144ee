import Domain

/// The letter maker: the codes of a batch as a table, which the customer's own browser joins with names.
///
/// P13: the names never come here. The page is served with a policy that lets nothing out
/// (`connect-src 'none'; form-action 'none'`).
struct LettersPage: Page {
    /// A code at the moment that it is known, and what its QR code looks like.
    struct Issued: Sendable {
        let letterNumber: Int
        let code: EnrolmentCode
        let matrix: QRMatrix
    }

    struct Letter: PageRow, Sendable {
        let number: String
        let code: String
        let bits: String
        let size: Int

        init(_ issued: Issued) {
            number = LetterNumber.text(issued.letterNumber)
            code = issued.code.revealGrouped()
            bits = Base64.text(issued.matrix.packed)
            size = issued.matrix.size
        }

        var fields: [(name: String, value: PageValue)] {
            [
                ("number", .text(number)), ("code", .text(code)), ("bits", .text(bits)),
                ("size", .text(String(size))),
            ]
        }
    }

    static let template = "customer/letters/show"
    static let assets = LetterAssets.maker
    static let policy = ContentPolicy.sealedOff
    let title: String
    let backHref: String
    let batch: String
    let count: String
    /// Who stands above the letter.
    let sender: String
    let validUntil: String
    /// As `2026-12-02`, for the browser that writes the letter in another language than the page.
    let validUntilDay: String
    let address: String
    let letters: [Letter]
    let file: LetterFile?

    /// - Parameter lastDay: the last day on which the codes work.
    init(
        batch: String, sender: String, lastDay: CalendarDay, site: PublicURL, letters: [Issued],
        backHref: String,
        file: LetterFile?, language: Language
    ) {
        title = Words("Brieven maken", "Make letters")(language)
        self.backHref = backHref
        self.batch = batch
        self.sender = sender
        let counted = CountedWords(
            one: Words("%1 brief.", "%1 letter."), many: Words("%1 brieven.", "%1 letters."))
        count = counted(letters.count, language)
        validUntil = AmsterdamTime(lastDay.start).date(language)
        validUntilDay = lastDay.description
        address = EnrolmentLink(site: site).address
        self.letters = letters.map(Letter.init)
        self.file = file
    }
}

/// A letter number as people read it: `0137`.
enum LetterNumber {
    static func text(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
