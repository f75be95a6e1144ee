import Domain
import Features
import Foundation

/// A copy of everything, in one file: to read, for a spreadsheet, or for a program.
struct ExportFile: Sendable {
    enum Form: String, CaseIterable {
        case html, csv, json
    }

    let export: PersonExport
    let statement: Statement
    let language: Language

    func answer(_ form: Form) throws -> Answer {
        let name = "bueno-\(Words("mijn-gegevens", "my-data")(language)).\(form.rawValue)"
        return switch form {
        case .html: .text(html, type: "text/html; charset=utf-8").saved(as: name)
        case .csv: .text(csv, type: "text/csv; charset=utf-8").saved(as: name)
        case .json: .text(try json, type: "application/json").saved(as: name)
        }
    }

    private var lines: [InspectedLine] {
        export.lines.map {
            InspectedLine($0, customer: export.customerName, statement: statement, language: language)
        }
    }

    // MARK: - To read

    /// One file that needs nothing else: it opens on a computer without a network.
    private var html: String {
        let title = Words("Alles wat BuenO van u heeft", "Everything BuenO holds about you")(language)
        var body = "<h1>\(escaped(title))</h1><p>\(escaped(RequestWords.date(export.made, language)))</p>"
        for line in lines { body += held(line) }
        body += section(
            Words("Wat erbij komt", "What is added")(language),
            ExportWords.facts(export, statement: statement, language))
        body += section(
            Words("Aantekeningen over u", "Notes about you")(language),
            export.notes.map { (name: RequestWords.date($0.written, language), value: $0.text.reveal()) })
        body += section(
            Words("Berichten", "Messages")(language),
            export.messages.map { (name: clock($0.at), value: $0.kind.title(in: language)) })
        body += section(
            Words("Uw verzoeken", "Your requests")(language),
            export.requests.map {
                (
                    name: RequestWords.date($0.request.received, language),
                    value: "\(RequestWords.about($0, statement, language)): "
                        + RequestStanding($0.request.state).words(language)
                )
            })
        body += section(
            Words("Wie uw gegevens gebruikte", "Who used your data")(language),
            export.sightings.map { sighting -> (name: String, value: String) in
                let deed = ExportWords.deed(sighting, statement: statement, language)
                return (name: clock(sighting.at), value: "\(deed.who): \(deed.what), \(deed.why)")
            })
        let supervisor = Words(
            "Niet eens met ons? U kunt een klacht indienen bij de %1, %2.",
            "You disagree with us? You can complain to the %1, %2.")(
                language, Supervisor.name, Supervisor.site)
        body += "<p>\(escaped(statement.controller.line))</p><p>\(escaped(supervisor))</p>"
        return """
            <!doctype html><html lang="\(language.rawValue)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width"><title>\(escaped(title))</title>\
            <style>body{font:18px/1.5 sans-serif;max-width:50rem;margin:1rem auto;padding:0 1rem;color:#1b1f23}\
            table{border-collapse:collapse;width:100%}th,td{border-top:1px solid #5f6b76;padding:.5rem;\
            text-align:start;vertical-align:top;white-space:pre-line}th{width:35%}\
            @page{margin:2cm}@media print{body{font-size:11pt;max-width:none;margin:0;padding:0;color:#000}\
            h2{break-after:avoid}tr{break-inside:avoid}}</style></head>\
            <body>\(body)</body></html>
            """
    }

    private func held(_ line: InspectedLine) -> String {
        let rows: [(String, String)] = [
            (Words("Gegeven", "Value")(language), line.value),
            (
                Words("Waarvoor, en op welke grond", "What for, and on what ground")(language),
                line.purposes.joined(separator: "\n")
            ),
            (Words("Van", "From")(language), line.source),
            (Words("Wie het krijgt", "Who gets it")(language), line.recipients),
            (Words("Tot", "Until")(language), line.until),
            (Words("Wie het gebruikte", "Who used it")(language), line.seen),
        ]
        return "<h2>\(escaped(line.name))</h2>" + table(rows)
    }

    private func section(_ heading: String, _ rows: [(name: String, value: String)]) -> String {
        rows.isEmpty ? "" : "<h2>\(escaped(heading))</h2>" + table(rows.map { ($0.name, $0.value) })
    }

    private func table(_ rows: [(String, String)]) -> String {
        "<table>"
            + rows.map {
                "<tr><th scope=\"row\">\(escaped($0.0))</th><td dir=\"auto\">\(escaped($0.1))</td></tr>"
            }
            .joined() + "</table>"
    }

    private func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        PageValue.text(text).escaped(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func clock(_ moment: Moment) -> String {
        let time = AmsterdamTime(moment)
        return "\(time.date(language)), \(time.clock(language))"
    }

    // MARK: - For a spreadsheet

    /// One table: what kind of line, what it is, its value and what the law asks to say of it. No cell is a formula.
    private var csv: String {
        let heads = [
            Words("Soort", "Kind"), Words("Wat", "What"), Words("Waarde", "Value"),
            Words("Waarvoor", "What for"),
            Words("Van", "From"), Words("Wie het krijgt", "Who gets it"), Words("Tot of op", "Until or on"),
            Words("Wie het gebruikte", "Who used it"),
        ]
        var rows = [heads.map { $0(language) }]
        let field = Words("Gegeven", "Field")(language)
        rows += lines.map { line -> [String] in
            [
                field, line.name, line.value, line.purposes.joined(separator: "; "), line.source,
                line.recipients, line.until, line.seen,
            ]
        }
        let fact = Words("Erbij", "Added")(language)
        rows += ExportWords.facts(export, statement: statement, language).map { one -> [String] in
            [fact, one.name, one.value, "", "", "", "", ""]
        }
        let note = Words("Aantekening", "Note")(language)
        rows += export.notes.map { one -> [String] in
            [note, "", one.text.reveal(), "", "BuenO", "", clock(one.written), ""]
        }
        let message = Words("Bericht", "Message")(language)
        rows += export.messages.map { one -> [String] in
            [message, one.kind.title(in: language), "", "", "BuenO", "", clock(one.at), ""]
        }
        let request = Words("Verzoek", "Request")(language)
        rows += export.requests.map { one -> [String] in
            [
                request, RequestWords.about(one, statement, language),
                RequestStanding(one.request.state).words(language), "", "", "", clock(one.request.received),
                "",
            ]
        }
        let log = Words("Logboek", "Log")(language)
        rows += export.sightings.map { sighting -> [String] in
            let deed = ExportWords.deed(sighting, statement: statement, language)
            return [log, deed.what, "", deed.why, "", "", clock(sighting.at), deed.who]
        }
        return SafeCell.byteOrderMark + rows.map(SafeCell.line).joined()
    }

    // MARK: - For a program

    private var json: String {
        get throws {
            let document = InspectionDocument(
                made: writtenUTC(export.made), statementVersion: statement.version,
                controller: statement.controller.line, person: export.kind.rawValue,
                organisation: export.customerName, fields: export.lines.map { InspectionDocument.Field($0) },
                facts: facts, notes: export.notes.map { InspectionDocument.Note($0) },
                messages: export.messages.map { InspectionDocument.Message($0) },
                requests: export.requests.map { InspectionDocument.Request($0.request) },
                log: export.sightings.map { InspectionDocument.LogLine($0, statement.vocabulary, language) },
                supervisor: Supervisor.site)
            return try writtenJSON(document)
        }
    }

    private var facts: [InspectionDocument.Fact] {
        ExportWords.facts(export, statement: statement, language).map {
            InspectionDocument.Fact(name: $0.name, value: $0.value)
        }
    }
}
