import Domain
import Storage
import Vault

/// One contact request as the prover sees it: every row that is its own, as it is stored. Words are kept as text,
/// since a broken store may hold words that the vocabulary does not know.
struct ContactFile: Sendable {
    let id: ContactRequest.ID
    let identityKey: [UInt8]
    let contactKey: [UInt8]
    let language: String
    let state: String
    let received: Moment
    let answered: Moment?
    /// Nothing when the key store knows no such person.
    var pseudonym: Pseudonym.ID?
    /// The keys that the key store has for it.
    var held: [[UInt8]] = []
    var values: [Kept] = []
    /// Rows of others under one of its keys, in words.
    var strangers: [String] = []

    struct Kept: Sendable {
        let request: [UInt8]?
        let account: [UInt8]?
        let field: String
        let key: [UInt8]
        let revision: Int64
        /// All of it reads as text: nobody sealed it.
        let isReadable: Bool
        let source: String
        let formVersion: String

        var known: Field? { Field(rawValue: field) }
    }

    var name: String { "request \(id)" }
    var keys: [[UInt8]] { [identityKey, contactKey] }

    func key(for field: Field) -> [UInt8]? {
        switch field.keyClass {
        case .identity: identityKey
        case .contact: contactKey
        case .recording, .caseNotes: nil
        }
    }
}

/// A message that has to do with contact requests: by its kind, its service or its receiver.
struct ContactMail: Sendable {
    let id: [UInt8]
    let person: [UInt8]
    let customer: [UInt8]?
    let key: [UInt8]
    let kind: String
    let service: String
    let state: String
    let created: Moment
    let sent: Moment?

    var name: String { "message \(Hex.text(id))" }
}

/// Reads all contact requests with what is theirs: as many as are asked within the longest term.
struct ContactFileReader {
    let scene: Scene

    func files() async throws -> [ContactFile] {
        var files = try await scene.data.read { transaction in
            var files = try Self.requests(in: transaction)
            for index in files.indices { try Self.fill(&files[index], in: transaction) }
            return files
        }
        let pseudonyms = try await scene.vault.pseudonyms(of: files.map(\.id))
        let ids = files.map(\.id)
        let held = try await scene.keys.read { transaction in
            try ids.map { id in
                try transaction.rows("SELECT key_id FROM person_key WHERE person_id = $1", id)
                    .map { try $0.blob(0) }
            }
        }
        for index in files.indices {
            files[index].pseudonym = pseudonyms[files[index].id]
            files[index].held = held[index]
        }
        return files
    }

    private static func requests(in transaction: Transaction) throws -> [ContactFile] {
        try transaction.rows(
            """
            SELECT request_id, identity_key_id, contact_key_id, language, state, received_at, answered_at
            FROM contact_request ORDER BY request_id
            """
        ).map { row in
            ContactFile(
                id: try row.id(0), identityKey: try row.blob(1), contactKey: try row.blob(2),
                language: try row.text(3), state: try row.text(4), received: try row.moment(5),
                answered: try row.optionalMoment(6))
        }
    }

    private static func fill(_ file: inout ContactFile, in transaction: Transaction) throws {
        file.values = try transaction.rows(
            """
            SELECT request_id, account_id, field, key_id, rev, sealed, source, form_version FROM sealed_value
            WHERE person_id = $1
            """, file.id
        ).map { row in
            ContactFile.Kept(
                request: try row.optionalBlob(0), account: try row.optionalBlob(1), field: try row.text(2),
                key: try row.blob(3), revision: try row.int(4),
                isReadable: isText(try row.blob(5)),
                source: try row.text(6), formVersion: try row.text(7))
        }
        // By key or by number: each of these has an index for it, or is small.
        let places: [(String, SQL)] = [
            ("a value of somebody else", "SELECT 1 FROM sealed_value WHERE key_id = $1 AND person_id <> $2"),
            ("a field of an end user", "SELECT 1 FROM sealed_field WHERE key_id = $1 AND end_user_id <> $2"),
            ("a blind index", "SELECT 1 FROM blind_index WHERE key_id = $1 OR end_user_id = $2"),
            ("an index of accounts", "SELECT 1 FROM account_index WHERE key_id = $1 OR account_id = $2"),
            (
                "an account",
                "SELECT 1 FROM account WHERE contact_key_id = $1 OR identity_key_id = $1 OR account_id = $2"
            ),
            (
                "another request",
                """
                SELECT 1 FROM contact_request WHERE (contact_key_id = $1 OR identity_key_id = $1)
                AND request_id <> $2
                """
            ),
            ("a message to somebody else", "SELECT 1 FROM message WHERE key_id = $1 AND person_id <> $2"),
        ]
        for (name, sql) in places {
            let isShared = try file.keys.contains { try transaction.row(sql, $0, file.id) != nil }
            if isShared { file.strangers.append(name) }
        }
    }

    /// Sealed bytes begin with their format, which is no character.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0.properties.isWhitespace }
    }

    func mails() async throws -> [ContactMail] {
        try await scene.data.read { transaction in
            try transaction.rows(
                """
                SELECT message_id, person_id, customer_id, key_id, kind, service, state, created_at, sent_at
                FROM message WHERE kind = 'contact_answer' OR service = 'contact'
                OR person_id IN (SELECT request_id FROM contact_request)
                """
            ).map { row in
                ContactMail(
                    id: try row.blob(0), person: try row.blob(1), customer: try row.optionalBlob(2),
                    key: try row.blob(3), kind: try row.text(4), service: try row.text(5),
                    state: try row.text(6), created: try row.moment(7), sent: try row.optionalMoment(8))
            }
        }
    }

    /// Values of a request that is not there.
    func orphans() async throws -> [String] {
        try await scene.data.read { transaction in
            try transaction.rows(
                """
                SELECT v.request_id FROM sealed_value v
                LEFT JOIN contact_request r ON r.request_id = v.request_id
                WHERE v.request_id IS NOT NULL AND r.request_id IS NULL GROUP BY v.request_id
                """
            ).map { Hex.text(try $0.blob(0)) }
        }
    }
}
