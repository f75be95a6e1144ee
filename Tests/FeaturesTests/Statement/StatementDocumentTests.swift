import Domain
import Features
import Foundation
import Testing

/// Each row breaks the real document in one place and tells what its reader should be told, on which line.
private struct Break: CustomTestStringConvertible, Sendable {
    let what: String
    let of: String
    let with: String
    /// The text that stands on the line that is blamed.
    let blames: String
    let says: String

    var testDescription: String { what }
}

private let breaks: [Break] = [
    Break(
        what: "an unknown key", of: "  city: Groningen", with: "  town: Groningen",
        blames: "  town: Groningen",
        says:
            "controller has an unknown key 'town'; remove it, or write one of: name, address, postcode, city"),
    Break(
        what: "a missing key", of: "  city: Groningen\n", with: "", blames: "  name: BuenO Telecom",
        says: "controller misses 'city'; add it"),
    Break(
        what: "a missing language",
        of: "  send: {nl: \"stuurde een bericht naar\", en: \"sent a message to\"}",
        with: "  send: {nl: \"stuurde een bericht naar\"}", blames: "  send: {nl",
        says: "send of acts misses 'en'; add it"),
    Break(
        what: "a word without a translation", of: "  share: {nl: \"deelde\", en: \"shared\"}\n", with: "",
        blames: "  collect: {nl", says: "acts misses 'share'; add it"),
    Break(
        what: "an unknown field", of: "      - field: mobile_number", with: "      - field: shoe_size",
        blames: "      - field: shoe_size", says: "field of this field 'shoe_size' is unknown; write one of:"),
    Break(
        what: "a service twice", of: "  - service: custom", with: "  - service: support",
        blames: "  - service: support\n    offered: false\n    name: {nl: \"Maatwerk\"",
        says: "service support stands here twice; remove one"),
    Break(
        what: "an activity twice", of: "  - id: sign_in", with: "  - id: enrolment",
        blames: "  - id: enrolment\n    activity: sign_in",
        says: "activity enrolment stands here twice; remove one"),
    Break(
        what: "a recipient that does not exist", of: "recipients: [sms_provider, mail_provider]",
        with: "recipients: [sms_provider, pigeon]", blames: "recipients: [sms_provider, pigeon]",
        says: "recipient 'pigeon' does not exist; add it under recipients or remove it"),
    Break(
        what: "a recipient outside the Netherlands", of: "    location: NL\n  - id: mail_provider",
        with: "    location: US\n  - id: mail_provider", blames: "    location: US",
        says: "location must be NL: data stays in the Netherlands (P74)"),
    Break(
        what: "an activity on a field its service does not ask",
        of: "    fields: [mobile_number, email_address]", with: "    fields: [mobile_number, birth_date]",
        blames: "    fields: [mobile_number, birth_date]",
        says: "field birth_date is not declared by service free_calling; declare it there or remove it"),
    Break(
        what: "a term without an event", of: "    term: 10 minutes\n    from: created\n",
        with: "    term: 10 minutes\n", blames: "  - category: sign_in_secret",
        says: "this term misses 'from'; add it"),
    Break(
        what: "a term that is no term", of: "    term: 7 days", with: "    term: a week",
        blames: "    term: a week",
        says: "term 'a week' is no term; write a number and one of: minutes, hours, days, months, years"),
    Break(
        what: "end-user data kept too long",
        of: "    term: 1 year\n    from: contract_ended\n    why: {nl: \"Om de",
        with: "    term: 13 months\n    from: contract_ended\n    why: {nl: \"Om de",
        blames: "    term: 13 months",
        says: "term '13 months' is longer than the 1 year that P40 allows; shorten it"),
    Break(
        what: "an unknown promise", of: "  - id: P82", with: "  - id: P99", blames: "  - id: P99",
        says: "promise 'P99' is unknown; write a published number, such as P10"),
    Break(
        what: "a missing promise", of: "  - id: P82", with: "  - id: P81", blames: "  - id: P01",
        says: "promise P82 is missing under promises; add it"),
    Break(
        what: "a promise that no section shows", of: "[P02, P31, P63, P82]", with: "[P02, P31, P63]",
        blames: "  - id: who_we_are", says: "promise P82 is missing under sections; add it"),
    Break(
        what: "an unknown placeholder", of: "Mail naar {privacy_contact}.\"", with: "Mail naar {mail}.\"",
        blames: "      - nl: \"Hebt u een vraag over uw gegevens",
        says: "a text has an unknown placeholder; write one of: {controller}, {privacy_contact}"),
    Break(
        what: "a day that does not exist", of: "effective_from: 2024-01-01",
        with: "effective_from: 2024-02-30",
        blames: "effective_from: 2024-02-30", says: "effective_from must be a day, written as 2026-11-01"),
    Break(
        what: "a version that is no number", of: "version: 1", with: "version: one", blames: "version: one",
        says: "version of the statement must be a whole number"),
    Break(
        what: "a key twice", of: "  city: Groningen", with: "  city: Groningen\n  city: Assen",
        blames: "  city: Groningen", says: "'city' stands twice in one group; remove one"),
    Break(
        what: "something that is not YAML", of: "  city: Groningen", with: "  city: \"Groningen",
        blames: "", says: "this is not YAML"),
]

struct StatementDocumentTests {
    private let text: String

    init() throws {
        text = try StatementDocument.bundled(privacyContact: "privacy@example.nl").text
    }

    @Test func `the document in the program is sound and carries every promise once`() throws {
        let statement = try StatementDocument.bundled(privacyContact: "privacy@example.nl").statement
        #expect(statement.promises.map(\.promise) == Promise.allCases)
        #expect(statement.oneMinute.count == 5)
        #expect(statement.controller.line == "BuenO Telecom, Kielerbocht 3, 9723 JA Groningen")
        #expect(statement.wording(of: .controllerNamed)?.text.dutch.contains("privacy@example.nl") == true)
        #expect(statement.rule(for: .endUserData)?.term == .years(1))
    }

    @Test(arguments: breaks)
    private func `a broken document is refused with its line and what to do`(_ broken: Break) throws {
        let range = try #require(
            text.range(of: broken.of), "the document no longer holds what this row breaks")
        let document = text.replacingCharacters(in: range, with: broken.with)
        let refusal = #expect(throws: StatementInvalid.self) {
            try StatementDocument(
                text: document, file: "statement.yaml", privacyContact: "privacy@example.nl")
        }
        let problem = try #require(refusal?.problems.first { $0.message.hasPrefix(broken.says) })
        if !broken.blames.isEmpty {
            let place = try #require(document.range(of: broken.blames))
            let line = document[..<place.lowerBound].count { $0 == "\n" } + 1
            #expect(problem.line == line)
        }
    }

    @Test(arguments: ["", "privacy", "privacy@", "a b@example.nl"])
    func `nothing starts without a contact for privacy`(contact: String) throws {
        let refusal = #expect(throws: StatementInvalid.self) {
            try StatementDocument(text: text, file: "statement.yaml", privacyContact: contact)
        }
        #expect(refusal?.description.contains("the contact for privacy is a required setting (P03)") == true)
    }

    @Test func `every problem is told at once, in the order of the document`() throws {
        let broken = text.replacing("  city: Groningen", with: "  town: Groningen")
            .replacing("  - id: P82", with: "  - id: P99")
        let refusal = #expect(throws: StatementInvalid.self) {
            try StatementDocument(text: broken, file: "statement.yaml", privacyContact: "privacy@example.nl")
        }
        let lines = try #require(refusal?.problems.map(\.line))
        #expect(lines.count == 4)
        #expect(lines == lines.sorted())
    }

    @Test func `an empty document is refused`() {
        #expect(throws: StatementInvalid.self) {
            try StatementDocument(text: "", file: "statement.yaml", privacyContact: "privacy@example.nl")
        }
    }
}
