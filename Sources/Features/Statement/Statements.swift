public import Domain
public import Storage
import Vault

/// The statement in force, and every version before it (P80).
public struct Statements: Sendable {
    public let current: Statement
    private let document: StatementDocument
    private let data: Database

    public init(_ document: StatementDocument, data: Database) {
        current = document.statement
        self.document = document
        self.data = data
    }

    /// Keeps the document and the words of its forms, once. Part of every start: data cannot point at words that
    /// are not kept.
    ///
    /// - Refuses another text under a version that was recorded, and a version older than the newest.
    public func record() async throws {
        let (statement, document, forms) = (current, document, forms)
        let consents = consentVersions
        try await data.write { transaction in
            try Self.insert(document, in: transaction)
            let newest =
                try transaction.row("SELECT MAX(version) FROM statement_version")?.optionalInt(0) ?? 0
            guard newest <= statement.version else {
                throw StatementRefusal.olderThanRecorded(version: statement.version, newest: Int(newest))
            }
            for form in forms {
                try transaction.execute(
                    """
                    INSERT INTO form_version (form_version, service, language, statement_version, text, recorded_at)
                    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                    """, form.id, form.service.rawValue, form.language.rawValue, statement.version, form.text,
                    transaction.now)
            }
            for consent in consents {
                try transaction.execute(
                    """
                    INSERT INTO consent_text (text_version, service, language, statement_version, text, recorded_at)
                    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                    """, consent.id, consent.service.rawValue, consent.language.rawValue, statement.version,
                    consent.text, transaction.now)
            }
        }
    }

    /// Keeps a version that was published before this program ran here (P80).
    ///
    /// Refuses one that is not older than the version in force, and another text under a version that was recorded.
    public func record(earlier document: StatementDocument) async throws {
        let version = document.statement.version
        guard version < current.version else { throw StatementRefusal.notEarlier(version: version) }
        try await data.write { try Self.insert(document, in: $0) }
    }

    private static func insert(_ document: StatementDocument, in transaction: Transaction) throws {
        let statement = document.statement
        try transaction.execute(
            """
            INSERT INTO statement_version (version, hash, document, effective_from, recorded_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """, statement.version, Hex.bytes(statement.hash), document.text, statement.effectiveFrom,
            transaction.now)
        let kept = try transaction.row(
            "SELECT hash FROM statement_version WHERE version = $1", statement.version)?.blob(0)
        guard kept == Hex.bytes(statement.hash) else {
            throw StatementRefusal.versionHasOtherText(version: statement.version)
        }
    }

    /// What a person reads beside each field of this service's form now (P21).
    public func formVersion(
        service: Service, for audience: FormVersion.Audience = .themselves, language: Language
    ) throws -> FormVersion {
        guard let declaration = current.service(service), declaration.isOffered else {
            throw PolicyRefusal.serviceNotOffered
        }
        return FormVersion(
            declaration, for: audience, vocabulary: current.vocabulary, language: language)
    }

    /// What a guardian reads before they say yes (P18).
    public func consentVersion(service: Service, language: Language) throws -> ConsentVersion {
        guard let version = ConsentVersion(current, service: service, language: language) else {
            throw PolicyRefusal.serviceNotOffered
        }
        return version
    }

    /// Whether these are the words of today, in any language.
    func isCurrent(_ consent: String, for service: Service) throws -> Bool {
        try Language.allCases.contains { try consentVersion(service: service, language: $0).id == consent }
    }

    /// The words of a form by its name, as they were kept; nothing when no data was ever given on it.
    public func formText(_ id: String) async throws -> String? {
        try await data.read { transaction in
            try transaction.row("SELECT text FROM form_version WHERE form_version = $1", id)?.text(0)
        }
    }

    /// Every version, newest first.
    public func versions() async throws -> [RecordedVersion] {
        try await data.read { try Self.versions(in: $0) }
    }

    static func versions(in transaction: Transaction) throws -> [RecordedVersion] {
        try transaction.rows(
            "SELECT version, hash, document, effective_from FROM statement_version ORDER BY version DESC"
        ).map(RecordedVersion.init)
    }

    /// Nothing when there never was such a version.
    public func version(_ number: Int) async throws -> RecordedVersion? {
        try await data.read { transaction in
            try transaction.row(
                "SELECT version, hash, document, effective_from FROM statement_version WHERE version = $1",
                number
            ).map(RecordedVersion.init)
        }
    }

    /// A recorded version as it can be shown; nothing when its document is older than this program reads.
    public func statement(_ recorded: RecordedVersion) -> Statement? {
        if recorded.version == current.version { return current }
        return try? StatementDocument(
            text: recorded.document, file: "version \(recorded.version)",
            privacyContact: current.controller.privacyContact
        ).statement
    }

    private var forms: [FormVersion] {
        current.services.filter(\.isOffered).flatMap { declaration in
            Language.allCases.flatMap { language in
                FormVersion.Audience.allCases.filter {
                    $0 == .themselves || declaration.fields.contains(where: $0.asks)
                }.map {
                    FormVersion(
                        declaration, for: $0, vocabulary: current.vocabulary, language: language)
                }
            }
        }
    }

    private var consentVersions: [ConsentVersion] {
        current.consents.flatMap { text in
            Language.allCases.compactMap {
                ConsentVersion(current, service: text.service, language: $0)
            }
        }
    }
}

/// A version of the statement as it was recorded: its text, and the hash that the text must have.
public struct RecordedVersion: Sendable {
    public let version: Int
    /// SHA-256 in hexadecimal.
    public let hash: String
    public let document: String
    public let effectiveFrom: Moment

    init(_ row: Row) throws {
        version = Int(try row.int(0))
        hash = Hex.text(try row.blob(1))
        document = try row.text(2)
        effectiveFrom = try row.moment(3)
    }

    /// Whether the kept text is the text that was recorded.
    public var isIntact: Bool { Hex.text(ContentHash.sha256(document.utf8)) == hash }
}

/// Why a statement cannot be recorded.
public enum StatementRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// A published text is never changed: it needs a higher version.
    case versionHasOtherText(version: Int)
    case olderThanRecorded(version: Int, newest: Int)
    /// The version in force is recorded by every start, and never as an earlier one.
    case notEarlier(version: Int)

    public var description: String {
        switch self {
        case .versionHasOtherText(let version):
            "version \(version) of the statement is recorded with another text; give the changed text a higher version"
        case .olderThanRecorded(let version, let newest):
            "this program carries version \(version) of the statement, and version \(newest) is in force"
        case .notEarlier(let version):
            "version \(version) of the statement is not earlier than the one in force"
        }
    }
}
