import Domain

/// One activity of the register in the reader's words, under the names that a register has for it.
struct RegisterWords: Sendable, Encodable {
    let id: String
    let naam: String
    let verwerkingsverantwoordelijke: String
    let doel: String
    let grondslag: String
    let bewaartermijn: String
    let herkomst: String
    let ontvangers: String
    let soortenGegevens: String

    init(_ entry: ProcessingRegister.Entry, language: Language) {
        id = entry.id
        naam = entry.name.text(in: language)
        verwerkingsverantwoordelijke = entry.controller
        doel = entry.purpose.text(in: language)
        grondslag = entry.basis.text(in: language)
        bewaartermijn = entry.terms.map { rule in
            StatementTables.text(of: rule.term, from: rule.event, language)
        }.listed(language)
        herkomst =
            entry.origin?.text(in: language)
            ?? Words("Geen gegevens van mensen", "No personal data")(language)
        let nobody = Words("Niemand buiten BuenO", "Nobody outside BuenO")(language)
        ontvangers =
            entry.recipients.isEmpty
            ? nobody : entry.recipients.map { $0.text(in: language) }.listed(language)
        let none = Words("Geen", "None")(language)
        soortenGegevens =
            entry.fields.isEmpty ? none : entry.fields.map { $0.text(in: language) }.listed(language)
    }

    static let columns = [
        "id", "naam", "verwerkingsverantwoordelijke", "doel", "grondslag", "bewaartermijn", "herkomst",
        "ontvangers",
        "soortenGegevens",
    ]

    var cells: [String] {
        [
            id, naam, verwerkingsverantwoordelijke, doel, grondslag, bewaartermijn, herkomst, ontvangers,
            soortenGegevens,
        ]
    }
}

/// A table as a file that a spreadsheet opens. Semicolons, because that is what spreadsheets here expect.
struct CSVFile: Sendable {
    let columns: [String]
    let rows: [[String]]

    /// With the mark that tells a spreadsheet that it is UTF-8.
    var text: String {
        let lines = ([columns] + rows).map { $0.map(SafeCell.text).joined(separator: ";") }
        return "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
    }
}
