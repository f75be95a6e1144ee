import Domain
import Features
import Foundation
import Testing

/// Each row edits the real document as a later version would, and tells what a reader should be told.
private struct Edit: CustomTestStringConvertible, Sendable {
    let what: String
    var of = ""
    let with: String
    let subject: StatementDifference.Chapter.Subject
    var change = StatementDifference.Entry.Change.changed
    let name: String
    /// The parts that differ, as `aspect: before > after`, in Dutch.
    let parts: [String]

    var testDescription: String { what }
}

private let edits = [
    Edit(
        what: "a longer term", of: "term: 10 minutes\n", with: "term: 20 minutes\n", subject: .terms,
        name: "Inlogcodes en inloglinks",
        parts: ["term: 10 minuten created > 20 minuten created"]),
    Edit(
        what: "a term that is built now", of: "built: false\n  - category: internet_usage",
        with: "built: true\n  - category: internet_usage", subject: .terms, change: .added,
        name: "Gesprekken: wie, wanneer, hoe lang", parts: ["term: > 1 jaar recorded", "why: > *"]),
    Edit(
        what: "a promise that is no longer kept", of: "  - id: P31\n    built: true",
        with: "  - id: P31\n    built: false", subject: .promises, change: .removed, name: "Nooit verkocht",
        parts: ["text: * >"]),
    Edit(
        what: "another reason for a field", of: "Geen reclame.", with: "Soms reclame.", subject: .fields,
        name: "Gratis bellen: E-mailadres", parts: ["why: * > *"]),
    Edit(
        what: "a field that need not be given",
        of: "      - field: email_address\n        person: end_user\n        required: true",
        with: "      - field: email_address\n        person: end_user\n        required: false",
        subject: .fields, name: "Gratis bellen: E-mailadres", parts: ["isRequired: true > false"]),
    Edit(
        what: "another recipient", of: "De bezorger van sms", with: "De brenger van sms",
        subject: .recipients,
        name: "De brenger van sms", parts: ["name: De bezorger van sms > De brenger van sms"]),
    Edit(
        what: "another ground in law", of: "    basis: contract\n    acts: [collect, store, read, look_up",
        with: "    basis: legal_obligation\n    acts: [collect, store, read, look_up", subject: .reasons,
        name: "Aanmelden met een code",
        parts: ["basis: Nodig voor de afspraak over uw dienst > Het moet van de wet"]),
    Edit(
        what: "a paragraph that was added", of: "    promises: [P02, P31, P63, P82]",
        with:
            "      - {nl: \"Een nieuwe zin.\", en: \"A new sentence.\"}\n    promises: [P02, P31, P63, P82]",
        subject: .text, name: "Wie krijgt uw gegevens?", parts: ["text: > Een nieuwe zin."]),
    Edit(
        what: "a point of the one minute", of: "En u wist uw gegevens zelf, wanneer u wilt.",
        with: "En u wist alles zelf.", subject: .oneMinute, name: "U ziet wie keek",
        parts: ["text: En u wist uw gegevens zelf, wanneer u wilt. > En u wist alles zelf."]),
]

struct StatementDifferenceTests {
    private let text: String

    init() throws {
        text = try StatementDocument.bundled(privacyContact: "privacy@example.nl").text
    }

    private func statement(_ text: String) throws -> Statement {
        try StatementDocument(text: text, file: "statement.yaml", privacyContact: "privacy@example.nl")
            .statement
    }

    @Test(arguments: edits)
    private func `an edit is told as one entry, with what stood there and what stands there`(_ edit: Edit)
        throws
    {
        let range = try #require(text.range(of: edit.of), "the document no longer holds what this row edits")
        let (old, new) = (
            try statement(text), try statement(text.replacingCharacters(in: range, with: edit.with))
        )
        let difference = StatementDifference(from: old, to: new)
        #expect(difference.chapters.map(\.subject) == [edit.subject])
        let entry = try #require(difference.chapters.first?.entries.first)
        #expect(difference.chapters.first?.entries.count == 1)
        #expect(entry.change == edit.change && entry.name.dutch == edit.name)
        #expect(entry.parts.count == edit.parts.count, "\(entry.parts)")
        for (part, expected) in zip(entry.parts, edit.parts) {
            #expect(Self.matches(part, expected), "\(part)")
        }
        // Told the other way round it is the opposite.
        let back = StatementDifference(from: new, to: old)
        #expect(back.chapters.map(\.subject) == [edit.subject])
        #expect(back.chapters.first?.entries.first?.parts.first?.after == entry.parts.first?.before)
    }

    @Test func `a version that differs in its number alone has no differences`() throws {
        let new = try statement(text.replacing("\nversion: 1\n", with: "\nversion: 2\n"))
        #expect(StatementDifference(from: try statement(text), to: new).isEmpty)
    }

    @Test func `what is not published is not told`() throws {
        let hidden = "Voor de rekening en bij een meningsverschil."
        #expect(text.contains(hidden))
        let new = try statement(text.replacing(hidden, with: "Iets anders."))
        #expect(StatementDifference(from: try statement(text), to: new).isEmpty)
    }

    /// A star stands for any words.
    private static func matches(_ part: StatementDifference.Part, _ expected: String) -> Bool {
        let sides = expected.drop { $0 != ":" }.dropFirst().split(
            separator: ">", omittingEmptySubsequences: false
        ).map { $0.trimmingPrefix(" ") }.map { $0.hasSuffix(" ") ? $0.dropLast() : $0 }
        guard "\(part.aspect)" == expected.prefix(while: { $0 != ":" }), sides.count == 2 else {
            return false
        }
        return zip([part.before, part.after], sides).allSatisfy { value, side in
            switch side {
            case "": value == nil
            case "*": value != nil
            default: value.map(words) == String(side)
            }
        }
    }

    private static func words(_ value: StatementValue) -> String {
        switch value {
        case .words(let words): words.dutch
        case .list(let list): list.map(\.dutch).joined(separator: ", ")
        case .term(let term, let event): "\(term.text(in: .dutch)) \(event.rawValue)"
        case .isRequired(let flag): "\(flag)"
        }
    }
}
