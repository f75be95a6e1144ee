import Domain
import Storage
import Vault

/// P13: we do not know who has a code. The codes against the shape of a keyed hash, the persons' fields against
/// names, addresses and birth dates, and the key store against the classes that such data would need.
struct AnonymousCodesProof: Proof {
    let rule = """
        A code is kept as a keyed hash with its letter number; whose it is, is nowhere in our stores. A new code stays \
        sealed until its customer saved it and a day at most.
        """
    let check = """
        Every code is held against the shape of a hash and against the one person who redeemed it; no person with \
        free calling alone has a name, address or birth date; the key store has no key for other data of them than the \
        notes of a case about them; no \
        codes are kept past their day (with an hour for the job that runs), in the clear, or with a key whose file \
        has ended; customers' own names for letters have the shape of what their browser seals.
        """
    private(set) var tally = Tally()
    var needsPersons: Bool { true }

    private static let identifying: Set<String> = [
        Field.firstName.rawValue, Field.lastName.rawValue, Field.homeAddress.rawValue,
        Field.birthDate.rawValue,
    ]
    private static let page = 2_000

    mutating func examine(_ person: Dossier) {
        guard person.isFreeCalling else { return }
        tally.examine()
        for field in person.fields where Self.identifying.contains(field.field) {
            tally.find("\(person.name): \(field.known?.rawValue ?? "a field") is known")
        }
    }

    mutating func conclude(_ scene: Scene) async throws {
        try await examineCodes(scene.data)
        try await examineKeyClasses(scene)
        let kept = try await KeptCodes(scene).findings()
        tally.examine(kept.examined)
        for finding in kept.findings { tally.find(finding) }
    }

    private mutating func examineCodes(_ data: Database) async throws {
        var last: [UInt8] = []
        while true {
            let position = last
            let page = try await data.read { transaction in
                try transaction.rows(
                    """
                    SELECT k.code_id, k.code_hash, k.state,
                        (SELECT COUNT(*) FROM end_user u WHERE u.code_id = k.code_id),
                        (SELECT COUNT(*) FROM end_user u WHERE u.code_id = k.code_id
                            AND u.contract_id <> k.contract_id)
                    FROM enrolment_code k WHERE k.code_id > $1 ORDER BY k.code_id LIMIT $2
                    """, position, Self.page
                ).map { row in
                    Code(
                        id: try row.blob(0), hash: try row.blob(1), state: try row.text(2),
                        persons: try row.int(3), elsewhere: try row.int(4))
                }
            }
            guard let end = page.last else { return }
            for code in page { examine(code) }
            last = end.id
        }
    }

    private mutating func examine(_ code: Code) {
        tally.examine()
        let name = "code \(Hex.text(code.id))"
        // A code in the clear would be shorter, or readable: a hash has 32 bytes and reads as nothing.
        if code.hash.count != 32 || code.hash.allSatisfy({ (0x20...0x7E).contains($0) }) {
            tally.find("\(name): not kept as a hash")
        }
        if code.persons > 1 { tally.find("\(name): belongs to \(code.persons) persons") }
        if code.persons > 0, code.state != IssuedCode.State.redeemed.rawValue {
            tally.find("\(name): has a person and is not redeemed")
        }
        if code.elsewhere > 0 { tally.find("\(name): used under another contract") }
    }

    private mutating func examineKeyClasses(_ scene: Scene) async throws {
        let classes = [KeyClass.identity.rawValue, KeyClass.contact.rawValue]
        let others = try await scene.keys.read { transaction in
            try transaction.rows(
                "SELECT person_id, class, key_id FROM person_key WHERE class NOT IN ($1, $2)", classes[0],
                classes[1]
            ).map { OtherKey(person: try $0.id(0), keyClass: try $0.text(1), id: try $0.blob(2)) }
        }
        let unexplained = try await scene.data.read { transaction in
            try others.filter { try !Self.isOfNotes($0, in: transaction) }
        }
        let names = try await scene.vault.pseudonyms(of: unexplained.map(\.person))
        for other in unexplained {
            let name = names[other.person].map { "person \($0)" } ?? "row \(other.person)"
            tally.find("\(name): has a key for data that free calling does not have")
        }
    }

    /// What customer service writes down in somebody's case is sealed under a key of its own (P71).
    private static func isOfNotes(_ key: OtherKey, in transaction: Transaction) throws -> Bool {
        guard key.keyClass == KeyClass.caseNotes.rawValue,
            let row = try transaction.row(
                """
                SELECT u.case_notes_key_id FROM end_user u WHERE u.end_user_id = $1
                AND EXISTS (SELECT 1 FROM case_file f WHERE f.end_user_id = u.end_user_id)
                """, key.person)
        else { return false }
        // A key without a note yet: whoever wrote it did not get further.
        return try row.optionalBlob(0).map { $0 == key.id } ?? true
    }

    private struct OtherKey: Sendable {
        let person: Person.ID
        let keyClass: String
        let id: [UInt8]
    }

    private struct Code: Sendable {
        let id: [UInt8]
        let hash: [UInt8]
        let state: String
        let persons: Int64
        let elsewhere: Int64
    }
}
