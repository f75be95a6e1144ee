/// A statement as lists of named things with their lines, so that two versions can be held side by side. What is not
/// offered or not built is not published, and not here.
struct StatementOutline {
    struct Item {
        /// The same thing in another version has the same key, whatever it is called there.
        let key: String
        let name: Wording
        let lines: [Line]

        /// What stands under its name.
        var below: [Line] { lines.filter { $0.aspect != .name } }
    }

    struct Line: Hashable {
        let aspect: StatementAspect
        let value: StatementValue

        init(_ aspect: StatementAspect, _ value: StatementValue) {
            self.aspect = aspect
            self.value = value
        }

        init(_ aspect: StatementAspect, _ words: Wording) {
            self.init(aspect, .words(words))
        }
    }

    private let statement: Statement

    init(_ statement: Statement) {
        self.statement = statement
    }

    func items(of subject: StatementDifference.Chapter.Subject) -> [Item] {
        switch subject {
        case .oneMinute: oneMinute
        case .text: sections
        case .fields: fields
        case .reasons: reasons
        case .terms: terms
        case .recipients: recipients
        case .promises: promises
        }
    }

    /// A point has no number of its own: another title makes it another point.
    private var oneMinute: [Item] {
        statement.oneMinute.map { Item(key: $0.title.dutch, name: $0.title, lines: [Line(.text, $0.text)]) }
    }

    private var sections: [Item] {
        statement.sections.map { section in
            Item(
                key: section.id.rawValue, name: section.title,
                lines: [Line(.name, section.title)] + section.paragraphs.map { Line(.text, $0) })
        }
    }

    private var fields: [Item] {
        statement.publishedServices.flatMap { service in
            service.fields.map { field in
                let name = statement.vocabulary.name(of: field)
                return Item(
                    key: "\(service.service.rawValue) \(field.person.rawValue) \(field.field.rawValue)",
                    name: Wording(
                        dutch: "\(service.name.dutch): \(name.dutch)",
                        english: "\(service.name.english): \(name.english)"),
                    lines: [
                        Line(.name, name), Line(.why, field.why),
                        Line(.isRequired, .isRequired(field.isRequired)),
                        Line(.whenMissing, field.whenMissing),
                    ])
            }
        }
    }

    private var reasons: [Item] {
        statement.publishedActivities.map { activity in
            Item(
                key: activity.id, name: activity.name,
                lines: [
                    Line(.name, activity.name), Line(.basis, statement.vocabulary.words(activity.basis)),
                    Line(
                        .fields,
                        .list(activity.fields.fields.map { statement.vocabulary.words($0).yours })),
                ])
        }
    }

    private var terms: [Item] {
        statement.publishedTerms.map { rule in
            Item(
                key: rule.category.rawValue, name: rule.name,
                lines: [
                    Line(.name, rule.name), Line(.term, .term(rule.term, rule.event)), Line(.why, rule.why),
                ])
        }
    }

    private var recipients: [Item] {
        statement.recipients.map { recipient in
            Item(
                key: recipient.id, name: recipient.name,
                lines: [
                    Line(.name, recipient.name), Line(.gets, recipient.gets),
                    Line(.purpose, statement.vocabulary.words(recipient.purpose).name),
                ])
        }
    }

    private var promises: [Item] {
        statement.promises.filter(\.isBuilt).map { promise in
            Item(
                key: promise.promise.id, name: promise.title,
                lines: [Line(.name, promise.title), Line(.text, promise.text)])
        }
    }
}

extension Statement {
    /// What is declared and does not exist yet is not published as if it did.
    public var publishedServices: [ServiceDeclaration] { services.filter(\.isOffered) }
    public var publishedTerms: [RetentionRule] { retention.filter(\.isBuilt) }

    /// What is done with data of a service that is offered.
    public var publishedActivities: [ProcessingActivity] {
        let offered = Set(publishedServices.map(\.service))
        return activities.filter { !offered.isDisjoint(with: $0.services) && !$0.fields.isEmpty }
    }

    /// Version 0 is a text that never was in force, such as the one a demonstration invents.
    public var isDraft: Bool { version == 0 }
}
