import Domain
import Features
import Foundation

/// An earlier version of the statement, so that a visitor sees what the differences between two versions look like.
/// It says of itself that it was invented, and carries the number of a text that never was in force.
struct InventedStatement {
    let present: StatementDocument

    /// The present text, made older. An edit whose words the present text no longer has is left out.
    func earlier() throws -> StatementDocument {
        var text = present.text.replacing(/(?m)^version: \d+$/, with: "version: 0")
            .replacing(/(?m)^effective_from: .*$/, with: "effective_from: 2023-01-01")
        for edit in Self.edits { text = text.replacing(edit.present, with: edit.earlier) }
        return try StatementDocument(
            text: text, file: "the invented statement",
            privacyContact: present.statement.controller.privacyContact)
    }

    private struct Edit {
        let present: String
        let earlier: String
    }

    private static let edits = [
        Edit(
            present: "one_minute:\n",
            earlier: """
                one_minute:
                  - title: {nl: "Bedacht voor de demonstratie", en: "Invented for the demonstration"}
                    text:
                      nl: "Deze versie heeft nooit gegolden. U ziet hier hoe een oude versie eruitziet."
                      en: "This version was never in force. It shows you what an old version looks like."

                """),
        Edit(
            present: "Berichten gaan 30 dagen na het versturen weg.",
            earlier: "Berichten gaan 3 maanden na het versturen weg."),
        Edit(
            present: "Messages go 30 days after they were sent.",
            earlier: "Messages go 3 months after they were sent."),
        Edit(
            present: "term: 30 days\n    from: settled",
            earlier: "term: 3 months\n    from: settled"),
        Edit(
            present:
                "Hier sturen wij meldingen over uw account en over het gebruik van de dienst naartoe. Geen reclame.",
            earlier: "Hier sturen wij meldingen over uw account naartoe."),
        Edit(
            present: "We send notices about your account and your use of the service here. No advertising.",
            earlier: "We send notices about your account here."),
        Edit(
            present: "recipients:\n  - id: sms_provider",
            earlier: """
                recipients:
                  - id: letter_printer
                    name: {nl: "De drukker van brieven", en: "The printer of letters"}
                    gets: {nl: "Uw code", en: "Your code"}
                    purpose: delivery
                    basis: contract
                    location: NL
                  - id: sms_provider
                """),
    ]
}
