import Domain
import Storage
import Vault

/// The SQL of custom work.
enum AnnexQueries {
    static func insert(
        _ sheet: DataSheet, as id: Annex.ID, of customer: Customer.ID, isNew: Bool, by account: Account.ID,
        in transaction: Transaction
    ) throws {
        if isNew {
            try transaction.execute(
                "INSERT INTO annex (annex_id, customer_id, title, created_at) VALUES ($1, $2, $3, $4)", id,
                customer, sheet.title, transaction.now)
        } else {
            try transaction.execute("UPDATE annex SET title = $2 WHERE annex_id = $1", id, sheet.title)
        }
        let newest = try transaction.row(
            "SELECT MAX(version) FROM annex_version WHERE annex_id = $1", id)?.optionalInt(0)
        try transaction.execute(
            """
            INSERT INTO annex_version (annex_id, version, sheet, hash, composed_by, composed_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, id, (newest ?? 0) + 1, sheet.text, ContentHash.sha256(sheet.text.utf8), account,
            transaction.now)
    }

    static func ids(of customer: Customer.ID, in transaction: Transaction) throws -> [Annex.ID] {
        try transaction.rows(
            "SELECT annex_id FROM annex WHERE customer_id = $1 ORDER BY created_at DESC, annex_id", customer
        ).map { try $0.id(0) }
    }

    static func file(_ id: Annex.ID, in transaction: Transaction) throws -> AnnexFile? {
        let head = try transaction.row(
            """
            SELECT a.customer_id, c.name, a.title FROM annex a JOIN customer c ON c.customer_id = a.customer_id
            WHERE a.annex_id = $1
            """, id)
        guard let head else { return nil }
        let versions = try transaction.rows(
            """
            SELECT v.version, v.sheet, v.hash, v.composed_at, v.sent_at, p.accepted_at, p.accepted_by
            FROM annex_version v LEFT JOIN annex_acceptance p ON p.annex_id = v.annex_id AND p.version = v.version
            WHERE v.annex_id = $1 ORDER BY v.version DESC
            """, id
        ).compactMap(version)
        let active = try transaction.row(
            """
            SELECT x.version FROM annex_contract x JOIN contract k ON k.contract_id = x.contract_id
            WHERE x.annex_id = $1 AND (k.ended_at IS NULL OR k.ended_at > $2)
            """, id, transaction.now)
        return AnnexFile(
            id: id, customer: try head.id(0), customerName: try head.text(1), title: try head.text(2),
            versions: versions, activeVersion: try active.map { Int(try $0.int(0)) })
    }

    /// Nothing for a text that is no sheet any more.
    private static func version(_ row: Row) throws -> AnnexVersion? {
        guard let sheet = DataSheet(text: try row.text(1)) else { return nil }
        return AnnexVersion(
            version: Int(try row.int(0)), sheet: sheet, hash: Hex.text(try row.blob(2)),
            composed: try row.moment(3), sent: try row.optionalMoment(4), accepted: try row.optionalMoment(5),
            acceptedBy: try row.optionalID(6))
    }

    /// - Returns false when it was sent before.
    static func send(_ id: Annex.ID, _ version: Int, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE annex_version SET sent_at = $3 WHERE annex_id = $1 AND version = $2 AND sent_at IS NULL",
            id,
            version, transaction.now) == 1
    }

    static func accept(
        _ id: Annex.ID, _ version: AnnexVersion, by account: Account.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO annex_acceptance (annex_id, version, hash, accepted_by, accepted_at)
            VALUES ($1, $2, $3, $4, $5)
            """, id, version.version, Hex.bytes(version.hash), account, transaction.now)
    }

    static func insert(
        _ contract: Contract.ID, under id: Annex.ID, _ version: Int, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO annex_contract (contract_id, annex_id, version) VALUES ($1, $2, $3)", contract, id,
            version)
    }

    static func move(_ id: Annex.ID, to version: Int, in transaction: Transaction) throws {
        try transaction.execute(
            """
            UPDATE annex_contract SET version = $2 WHERE annex_id = $1 AND contract_id IN (
                SELECT contract_id FROM contract WHERE ended_at IS NULL OR ended_at > $3)
            """, id, version, transaction.now)
    }
}
