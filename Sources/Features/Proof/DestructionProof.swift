import Domain
import Foundation
import Storage
import Vault

/// P44: destroyed means destroyed. The tombstones in the data store and at the witness against the key store, the
/// vault's rows, and the bytes of the key store's copies.
struct DestructionProof: Proof {
    let rule =
        "An erasure writes a tombstone that refuses every open; the key is shredded, and a restore replays it."
    let check = """
        No key with a tombstone may be in the key store or, after the term of its backups, in any byte of the \
        copies that were given; nothing sealed under it may be left; every destruction that the witness knows, when \
        one is set, must be known here.
        """
    private(set) var tally = Tally()
    private static let page = 1_000

    mutating func conclude(_ scene: Scene) async throws {
        let term = try scene.statement.term(of: .keyBackup)
        let final = term.start(endingAt: scene.now)
        var buried: Set<UInt64> = []
        var last: [UInt8] = []
        while true {
            let position = last
            let page = try await scene.data.read { try Self.tombstones(after: position, in: $0) }
            guard let end = page.last else { break }
            tally.examine(page.count)
            try await examine(page, scene)
            for tombstone in page where tombstone.at <= final && !scene.premises.keyBackups.isEmpty {
                buried.insert(KeyBytes.start(of: tombstone.key.bytes))
            }
            last = end.key.bytes
        }
        try await examineIndexes(scene)
        try await examineHeld(scene)
        try await examineWitness(scene)
        for path in scene.premises.keyBackups { try examineBackup(path, final: final, buried: buried) }
    }

    private mutating func examine(_ page: [Grave], _ scene: Scene) async throws {
        let remaining = Set(try await scene.vault.remainingKeys(of: page.map(\.key)))
        for grave in page {
            // The job that finishes an erasure may be on its way.
            let isUnderWay = grave.isOpen && grave.at > scene.now - .hours(1)
            if remaining.contains(grave.key), !isUnderWay {
                tally.find("key \(grave.key): destroyed and still there")
            }
            if grave.sealedRows > 0 {
                tally.find("key \(grave.key): destroyed, and \(grave.sealedRows) rows under it remain")
            }
        }
    }

    private static func tombstones(after last: [UInt8], in transaction: Transaction) throws -> [Grave] {
        try transaction.rows(
            """
            SELECT t.key_id, t.at,
                (SELECT COUNT(*) FROM sealed_field f WHERE f.key_id = t.key_id)
                + (SELECT COUNT(*) FROM sealed_value v WHERE v.key_id = t.key_id)
                + (SELECT COUNT(*) FROM message m WHERE m.key_id = t.key_id)
                + (SELECT COUNT(*) FROM case_note n WHERE n.key_id = t.key_id)
                + (SELECT COUNT(*) FROM rights_request q WHERE q.key_id = t.key_id),
                (SELECT COUNT(*) FROM erasure_key e WHERE e.key_id = t.key_id)
            FROM tombstone t WHERE t.key_id > $1 ORDER BY t.key_id LIMIT $2
            """, last, page
        ).map { row in
            Grave(
                key: try row.id(0), at: try row.moment(1), sealedRows: try row.int(2),
                isOpen: try row.int(3) > 0)
        }
    }

    /// Blind indexes are found by their value and not by their key, so they are read once for all.
    private mutating func examineIndexes(_ scene: Scene) async throws {
        let left: [PersonKey.ID] = try await scene.data.read { transaction in
            try transaction.rows(
                """
                SELECT b.key_id FROM blind_index b JOIN tombstone t ON t.key_id = b.key_id
                UNION ALL SELECT g.key_id FROM guardian_index g JOIN tombstone t ON t.key_id = g.key_id
                """
            )
            .map {
                try $0.id(0)
            }
        }
        for key in left { tally.find("key \(key): destroyed, and an index row under it remains") }
    }

    /// A key that died while a hold kept its class: somebody went past the door.
    private mutating func examineHeld(_ scene: Scene) async throws {
        let keys: [PersonKey.ID] = try await scene.data.read { transaction in
            try transaction.rows(
                """
                SELECT t.key_id FROM hold h JOIN hold_class c ON c.hold_id = h.hold_id
                JOIN end_user u ON u.end_user_id = h.person_id OR u.customer_id = h.customer_id
                JOIN tombstone t ON t.key_id = CASE c.class WHEN 'contact' THEN u.contact_key_id
                    WHEN 'identity' THEN u.identity_key_id WHEN 'case_notes' THEN u.case_notes_key_id END
                WHERE h.state IN ('in_force', 'renewal_asked', 'lift_asked', 'lifted')
                AND t.at >= COALESCE(h.approved_at, h.restored_at) AND t.at < h.until
                """
            ).map { try $0.id(0) }
        }
        for key in keys { tally.find("key \(key): destroyed while a hold kept it") }
    }

    /// The witness cannot be rewritten from here: a tombstone that only it has was taken away.
    private mutating func examineWitness(_ scene: Scene) async throws {
        guard let witness = scene.premises.witness else { return }
        let witnessed = try await witness.tombstones()
        let unknown = try await scene.data.read { transaction in
            try witnessed.filter {
                try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", $0.key) == nil
            }
        }
        for tombstone in unknown {
            tally.find("key \(tombstone.key): the witness knows its end, and the store does not")
        }
    }

    private mutating func examineBackup(_ path: String, final: Moment, buried: Set<UInt64>) throws {
        let name = URL(fileURLWithPath: path).lastPathComponent
        if let taken = try Backups.moment(ofKeyCopy: name) ?? Self.changed(path), taken < final {
            tally.find("\(name): a copy of the key store past its term")
        }
        let found = try KeyBytes.count(of: buried, in: path)
        if found > 0 { tally.find("\(name): holds \(found) destroyed keys") }
    }

    /// For a copy that was made by other means and has no moment in its name.
    private static func changed(_ path: String) throws -> Moment? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.modificationDate] as? Date).map {
            Moment(milliseconds: Int64($0.timeIntervalSince1970 * 1_000))
        }
    }

    private struct Grave: Sendable {
        let key: PersonKey.ID
        let at: Moment
        let sealedRows: Int64
        /// An erasure still has to shred it.
        let isOpen: Bool
    }
}
