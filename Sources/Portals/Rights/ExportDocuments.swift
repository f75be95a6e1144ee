import Domain
import Features
import Foundation

/// In UTC, as machines write it.
func writtenUTC(_ moment: Moment) -> String {
    Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000).formatted(.iso8601)
}

func writtenJSON(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self)
}

/// What a person gave us themselves, for another organisation to read. Its schema is public and versioned
/// (`/portability.schema.json`).
struct PortableDocument: Encodable {
    struct Given: Encodable {
        let field: String
        let value: String
        let given: String
    }

    struct Choices: Encodable {
        let language: String
        let ageGroup: String?
        let safeContact: Bool
    }

    let schema: String
    let made: String
    let controller: String
    let service: String
    let given: [Given]
    let choices: Choices

    enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case made, controller, service, given, choices
    }

    init(_ export: PersonExport, statement: Statement, site: String) {
        schema = site + Self.schemaPath
        made = writtenUTC(export.made)
        controller = statement.controller.line
        service = (export.lines.first?.service ?? .freeCalling).rawValue
        let theirs: Set<Provenance.Source> = [.endUser, .themselves, .customerLetter]
        given = export.lines.filter { theirs.contains($0.source) }.map {
            Given(field: $0.field.rawValue, value: $0.value.reveal(), given: writtenUTC($0.given))
        }
        choices = Choices(
            language: export.language.rawValue, ageGroup: export.age?.rawValue,
            safeContact: export.isContactSafe)
    }

    static let schemaPath = "/portability.schema.json"

    func answer(_ language: Language) throws -> Answer {
        .text(try writtenJSON(self), type: "application/json")
            .saved(as: "bueno-\(Words("meenemen", "take-along")(language)).json")
    }
}

/// Everything, for a program: the same as the page shows.
struct InspectionDocument: Encodable {
    struct Use: Encodable {
        let purpose: String
        let basis: String
    }

    struct Field: Encodable {
        let field: String
        let value: String
        let uses: [Use]
        let source: String
        let given: String
        let form: String
        let recipients: [String]
        let until: String?
        let term: String?
        let seenByPeople: Int
        let usedBySystem: Int

        init(_ line: PersonExport.Line) {
            field = line.field.rawValue
            value = line.value.reveal()
            uses = line.uses.map { Use(purpose: $0.purpose.rawValue, basis: $0.basis.rawValue) }
            source = line.source.rawValue
            given = writtenUTC(line.given)
            form = line.formVersion
            recipients = line.recipients.map(\.id)
            until = line.until.map(writtenUTC)
            term = line.rule.map { "\($0.term.text(in: .english)) from \($0.event.rawValue)" }
            seenByPeople = line.seenByPeople
            usedBySystem = line.usedBySystem
        }
    }

    struct Fact: Encodable {
        let name: String
        let value: String
    }

    struct Note: Encodable {
        let at: String
        let text: String

        init(_ note: PersonExport.Note) {
            at = writtenUTC(note.written)
            text = note.text.reveal()
        }
    }

    struct Message: Encodable {
        let at: String
        let kind: String
        let channel: String
        let state: String

        init(_ message: MessageSummary) {
            at = writtenUTC(message.at)
            kind = message.kind.rawValue
            channel = message.channel.rawValue
            state = message.state.rawValue
        }
    }

    struct Request: Encodable {
        let number: String
        let kind: String
        let state: String
        let received: String
        let due: String
        let ended: String?

        init(_ request: RightsRequest) {
            number = request.number
            kind = request.kind.rawValue
            state = request.state.rawValue
            received = writtenUTC(request.received)
            due = writtenUTC(request.due)
            ended = request.ended.map(writtenUTC)
        }
    }

    struct LogLine: Encodable {
        let id: String
        let at: String
        let act: String
        let activity: String
        let purpose: String
        let role: String
        let organisation: String?
        let fields: [String]

        /// An organisation and a role, never a name.
        init(_ sighting: Sighting, _ words: StatementVocabulary, _ language: Language) {
            let role = words.words(sighting.role)
            id = sighting.id.description
            at = writtenUTC(sighting.at)
            act = sighting.act.rawValue
            activity = sighting.activity.rawValue
            purpose = sighting.purpose.rawValue
            self.role = role.name.text(in: language)
            organisation = role.organisation == .person ? nil : sighting.customerName ?? "BuenO"
            fields = sighting.fields.fields.map(\.rawValue)
        }
    }

    let made: String
    let statementVersion: Int
    let controller: String
    let person: String
    let organisation: String?
    let fields: [Field]
    let facts: [Fact]
    let notes: [Note]
    let messages: [Message]
    let requests: [Request]
    let log: [LogLine]
    let supervisor: String
}
