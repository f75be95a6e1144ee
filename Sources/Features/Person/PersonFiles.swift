public import Domain
import Storage
public import Vault

/// Everything that is held of one person, with where it came from and until when.
public struct PersonFile: Sendable {
    /// One field as its owner reads it.
    public struct Line: Sendable {
        public let field: Field
        public let value: Sensitive<String>
        public let source: Provenance.Source
        public let given: Moment
        public let formVersion: String
        public let service: Service
    }

    /// A field that the law has locked, with what stands beside it: its value is not opened, for its owner neither (P43).
    public struct LockedLine: Sendable, Hashable {
        public let field: Field
        public let until: Moment

        public init(field: Field, until: Moment) {
            self.field = field
            self.until = until
        }
    }

    public let lines: [Line]
    public let locked: [LockedLine]
    public let customerName: String
    public let enrolled: Moment
    public let declaredAge: EndUser.DeclaredAge
    public let language: Language
    public let state: EndUser.State
    /// When the agreement with the customer ended; the data goes at most `keepUntil` (P40).
    public let contractEnded: Moment?
    public let keepUntil: Moment?
    public let messages: Int
    public let sessions: Int
    /// What their customer tied to their letter, newest first (P19).
    public let associations: [OwnAssociation]
    /// What customer service wrote down in cases about them.
    public let notes: Int
    public let isContactSafe: Bool
}

/// What a person sees of themselves: the file, and who looked.
public struct PersonFiles: Sendable {
    private let vault: Vault
    private let statements: Statements

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// Opens the person's own fields; the look itself stands in the log first.
    public func file(of signedIn: SignedIn) async throws -> PersonFile {
        try await file(
            of: signedIn.person, activity: .ownInspection,
            access: signedIn.access(.fraudAndLegalObligations))
    }

    /// The same, by who may see it.
    func file(of person: EndUser.ID, activity: Activity, access: Access) async throws -> PersonFile {
        let service = try await vault.data.read {
            try vault.serviceBought(for: person, in: $0)
        }
        let asked = statements.current.service(service)?.fields.filter { $0.person == .endUser } ?? []
        let known = try await knownThings(of: person)
        // P18: of a minor alone, so that nobody else reads in their log that it was looked at.
        let wanted = asked.map(\.field).filter { $0 != .turnsSixteen || known.fields.contains($0) }
        let locked = try await locked(of: person)
        let opening = wanted.filter { field in !locked.contains { $0.field.keyClass == field.keyClass } }
        let opened = try await vault.read(
            opening, of: person, activity: activity, access: access)
        let rules = statements.current
        return try await vault.data.read { transaction in
            guard
                let row = try transaction.row(
                    """
                    SELECT c.name, u.enrolled_at, u.declared_age, u.language, u.state, k.ended_at, u.keep_until,
                        u.safe_contact
                    FROM end_user u JOIN customer c ON c.customer_id = u.customer_id
                    JOIN contract k ON k.contract_id = u.contract_id WHERE u.end_user_id = $1
                    """, person)
            else { throw VaultError.noSuchPerson }
            let ended = try row.optionalMoment(5)
            let terms = [try row.optionalMoment(6), try rules.endUserDataKept(until: ended)].compactMap(
                \.self)
            return PersonFile(
                lines: Field.allCases.compactMap { field in opened[field].map { Self.line(field, $0) } },
                locked: locked, customerName: try row.text(0), enrolled: try row.moment(1),
                declaredAge: try row.word(2),
                language: try row.word(3), state: try row.word(4), contractEnded: ended,
                keepUntil: terms.min(),
                messages: try Self.count(
                    "SELECT COUNT(*) FROM message WHERE person_id = $1", person, transaction),
                sessions: try Self.count(
                    "SELECT COUNT(*) FROM session_end_user WHERE end_user_id = $1", person,
                    transaction),
                associations: try AssociationQueries.own(of: person, in: transaction),
                notes: try Self.count(
                    """
                    SELECT COUNT(*) FROM case_note n JOIN case_file f ON f.case_id = n.case_id
                    WHERE f.end_user_id = $1
                    """, person, transaction),
                isContactSafe: try row.int(7) == 1)
        }
    }

    /// How many fields are held, without opening any: the footer's true line.
    public func knownThings(of signedIn: SignedIn) async throws -> FieldSet {
        try await knownThings(of: signedIn.person)
    }

    private func knownThings(of person: EndUser.ID) async throws -> FieldSet {
        try await vault.data.read { transaction in
            FieldSet(
                try transaction.rows("SELECT field FROM sealed_field WHERE end_user_id = $1", person)
                    .map { try $0.word(0, of: Field.self) })
        }
    }

    /// What the law has locked of them, without opening any (P43).
    public func locked(of signedIn: SignedIn) async throws -> [PersonFile.LockedLine] {
        try await locked(of: signedIn.person)
    }

    private func locked(of person: EndUser.ID) async throws -> [PersonFile.LockedLine] {
        let known = try await knownThings(of: person)
        let locks = try await vault.data.read { try vault.legalLocks(on: person, in: $0) }
        return known.fields.compactMap { field in
            locks[field.keyClass].map { PersonFile.LockedLine(field: field, until: $0.until) }
        }
    }

    private static func line(_ field: Field, _ opened: OpenedField) -> PersonFile.Line {
        PersonFile.Line(
            field: field, value: opened.value, source: opened.provenance.source,
            given: opened.provenance.given,
            formVersion: opened.provenance.formVersion, service: opened.provenance.service)
    }

    private static func count(_ sql: SQL, _ person: EndUser.ID, _ transaction: Transaction) throws -> Int {
        Int(try transaction.row(sql, person)?.int(0) ?? 0)
    }
}
