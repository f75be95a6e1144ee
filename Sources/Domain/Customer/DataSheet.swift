/// Custom work for one customer, as an annex to its agreement (P20).
public enum Annex {
    public typealias ID = Identifier<Annex>
}

/// What custom work needs, as it was typed: words of the service, and choices from the statement's own catalogue.
public struct DataSheetDraft: Sendable {
    public var title: String
    public var about: String
    public var fields: Set<Field>
    public var purposes: Set<Purpose>
    public var terms: Set<RetentionCategory>

    public init(
        title: String, about: String, fields: Set<Field>, purposes: Set<Purpose>,
        terms: Set<RetentionCategory>
    ) {
        self.title = title
        self.about = about
        self.fields = fields
        self.purposes = purposes
        self.terms = terms
    }

    /// What a sheet may be composed of: what end users give, and nothing of who works with us or asks us something.
    public static let fields: [Field] = [
        .mobileNumber, .emailAddress, .firstName, .lastName, .homeAddress, .birthDate,
    ]
    /// Every purpose but contact requests, which stand apart (P33).
    public static let purposes = Purpose.allCases.filter { $0 != .contactRequests }
    public static let terms: [RetentionCategory] = [.endUserData, .callRecord, .internetUsage]

    /// The sheet in the words of the statement now; or everything that is wrong with it at once.
    public func sheet(
        _ statement: Statement, looksPersonal: (String) -> Bool
    ) throws(AnnexRefusal) -> DataSheet {
        var problems: [AnnexProblem] = []
        let (title, about) = (title.onOneLine, about.onOneLine)
        if title.isEmpty || title.count > 80 { problems.append(.titleMissing) }
        if about.isEmpty { problems.append(.aboutMissing) }
        if looksPersonal(title) || looksPersonal(about) { problems.append(.looksPersonal) }
        if fields.isEmpty || !fields.isSubset(of: Self.fields) { problems.append(.fieldsMissing) }
        if purposes.isEmpty || !purposes.isSubset(of: Self.purposes) { problems.append(.purposesMissing) }
        if terms.isEmpty || !terms.isSubset(of: Self.terms) { problems.append(.termsMissing) }
        guard problems.isEmpty else { throw .invalid(problems) }
        let words = statement.vocabulary
        return DataSheet(
            title: title, about: about, controller: statement.controller.line,
            privacyContact: statement.controller.privacyContact, statementVersion: statement.version,
            lines: Self.fields.filter(fields.contains).map {
                .init(kind: .field, id: $0.rawValue, words: words.words($0).name)
            }
                + Self.purposes.filter(purposes.contains).map {
                    .init(kind: .purpose, id: $0.rawValue, words: words.words($0).name)
                }
                + Self.terms.filter(terms.contains).compactMap(statement.rule).map {
                    .init(
                        kind: .term, id: $0.category.rawValue,
                        words: Wording(
                            dutch: "\($0.name.dutch): \($0.term.text(in: .dutch))",
                            english: "\($0.name.english): \($0.term.text(in: .english))"))
                })
    }
}

/// Which data custom work needs, what for and how long it is kept: what a customer agrees to before anything begins.
///
/// Its text is kept as it was sent, and its hash is what is accepted: later words of the statement change neither.
public struct DataSheet: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public enum Kind: String, CaseIterable, Sendable {
            case field, purpose, term
        }

        public let kind: Kind
        public let id: String
        public let words: Wording

        public init(kind: Kind, id: String, words: Wording) {
            self.kind = kind
            self.id = id
            self.words = words
        }
    }

    public let title: String
    public let about: String
    public let controller: String
    public let privacyContact: String
    public let statementVersion: Int
    public let lines: [Line]

    private static let heading = "BuenO data sheet 1"

    /// One line per item; words in every language after it.
    public var text: String {
        let head = [
            Self.heading, "title: \(title)", "about: \(about)", "controller: \(controller)",
            "privacy: \(privacyContact)", "statement: \(statementVersion)",
        ]
        let items = lines.map { "\($0.kind.rawValue): \($0.id) | \($0.words.dutch) | \($0.words.english)" }
        return (head + items).joined(separator: "\n") + "\n"
    }

    init(
        title: String, about: String, controller: String, privacyContact: String, statementVersion: Int,
        lines: [Line]
    ) {
        self.title = title
        self.about = about
        self.controller = controller
        self.privacyContact = privacyContact
        self.statementVersion = statementVersion
        self.lines = lines
    }

    /// Nothing for a text that is no sheet.
    public init?(text: String) {
        let rows = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        guard rows.count > 6, rows[0] == Self.heading else { return nil }
        func value(_ index: Int, _ name: String) -> String? {
            rows[index].hasPrefix("\(name): ") ? String(rows[index].dropFirst(name.count + 2)) : nil
        }
        guard let title = value(1, "title"), let about = value(2, "about"),
            let controller = value(3, "controller"), let contact = value(4, "privacy"),
            let version = value(5, "statement").flatMap({ Int($0) })
        else { return nil }
        var lines: [Line] = []
        for row in rows.dropFirst(6) {
            guard let colon = row.firstRange(of: ": "),
                let kind = Line.Kind(rawValue: String(row[..<colon.lowerBound]))
            else { return nil }
            let parts = row[colon.upperBound...].split(separator: " | ", omittingEmptySubsequences: false)
            guard parts.count == 3 else { return nil }
            lines.append(
                Line(
                    kind: kind, id: String(parts[0]),
                    words: Wording(dutch: String(parts[1]), english: String(parts[2]))))
        }
        self.init(
            title: title, about: about, controller: controller, privacyContact: contact,
            statementVersion: version, lines: lines)
    }
}

public enum AnnexProblem: Hashable, CaseIterable, Sendable {
    case titleMissing, aboutMissing, looksPersonal, fieldsMissing, purposesMissing, termsMissing
}

/// Why custom work goes no further. Holds nothing that was typed.
public enum AnnexRefusal: Error, Equatable, Sendable {
    case invalid([AnnexProblem])
    case unknownCustomer, unknownAnnex
    case alreadySent
    /// Another version was composed or accepted meanwhile.
    case otherVersion
    /// P20: nothing begins before the sheet is accepted.
    case notAccepted
    case alreadyActive
}
