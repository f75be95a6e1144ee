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
        free calling alone has a name, address or birth date; the key store has no key for other data of them; no \
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
                "SELECT person_id, class FROM person_key WHERE class NOT IN ($1, $2)", classes[0],
                classes[1]
            ).map { (person: try $0.id(0, of: Person.self), keyClass: try $0.text(1)) }
        }
        let names = try await scene.vault.pseudonyms(of: others.map(\.person))
        for other in others {
            let name = names[other.person].map { "person \($0)" } ?? "row \(other.person)"
            tally.find("\(name): has a key for data that free calling does not have")
        }
    }

    private struct Code: Sendable {
        let id: [UInt8]
        let hash: [UInt8]
        let state: String
        let persons: Int64
        let elsewhere: Int64
    }
}
