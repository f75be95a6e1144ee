import Domain
import Storage
import Vault

/// P20: custom work: explanation first. Every agreement for custom work against the sheet that was accepted for it,
/// and every acceptance against the text it is about.
struct AnnexProof: Proof {
    let rule = """
        An agreement for custom work refers to an acceptance, which refers to a sheet by its hash: the store refuses \
        one without the other.
        """
    let check = """
        Every agreement for custom work must have an accepted sheet of the same customer; every accepted sheet is \
        hashed again, must be readable, and must have been sent before somebody of that customer accepted it.
        """
    private(set) var tally = Tally()

    private struct Agreement: Sendable {
        let name: String
        let customer: [UInt8]
        let annexCustomer: [UInt8]?
        let isAccepted: Bool
    }

    private struct Acceptance: Sendable {
        let name: String
        let hash: [UInt8]
        let sheet: String?
        let sent: Moment?
        let accepted: Moment
        let isOfTheCustomer: Bool
    }

    mutating func conclude(_ scene: Scene) async throws {
        let (agreements, acceptances) = try await scene.data.read {
            (try Self.agreements(in: $0), try Self.acceptances(in: $0))
        }
        for agreement in agreements {
            tally.examine()
            guard let customer = agreement.annexCustomer, agreement.isAccepted else {
                tally.find("\(agreement.name): custom work without an accepted sheet")
                continue
            }
            if customer != agreement.customer {
                tally.find("\(agreement.name): custom work under another customer's sheet")
            }
        }
        for acceptance in acceptances {
            tally.examine()
            if let fault = Self.fault(acceptance) { tally.find("\(acceptance.name): \(fault)") }
        }
    }

    private static func fault(_ acceptance: Acceptance) -> String? {
        guard let text = acceptance.sheet else { return "accepted a sheet that is not kept" }
        if ContentHash.sha256(text.utf8) != acceptance.hash {
            return "accepted another text than the one kept"
        }
        if DataSheet(text: text) == nil { return "accepted a text that is no sheet" }
        if !acceptance.isOfTheCustomer { return "accepted by nobody of the customer" }
        return acceptance.sent.map { $0 <= acceptance.accepted } ?? false
            ? nil : "accepted before it was sent"
    }

    private static func agreements(in transaction: Transaction) throws -> [Agreement] {
        try transaction.rows(
            """
            SELECT k.contract_id, k.customer_id, a.customer_id, COUNT(p.accepted_at) FROM contract k
            LEFT JOIN annex_contract x ON x.contract_id = k.contract_id
            LEFT JOIN annex a ON a.annex_id = x.annex_id
            LEFT JOIN annex_acceptance p ON p.annex_id = x.annex_id AND p.version = x.version
            WHERE k.service = 'custom' GROUP BY k.contract_id, k.customer_id, a.customer_id ORDER BY k.contract_id
            """
        ).map { row in
            Agreement(
                name: "contract \(Hex.text(try row.blob(0)))", customer: try row.blob(1),
                annexCustomer: try row.optionalBlob(2), isAccepted: try row.int(3) > 0)
        }
    }

    private static func acceptances(in transaction: Transaction) throws -> [Acceptance] {
        try transaction.rows(
            """
            SELECT p.annex_id, p.version, p.hash, v.sheet, v.sent_at, p.accepted_at,
                (SELECT COUNT(*) FROM account c
                    WHERE c.account_id = p.accepted_by AND c.customer_id = a.customer_id)
            FROM annex_acceptance p
            LEFT JOIN annex_version v ON v.annex_id = p.annex_id AND v.version = p.version
            LEFT JOIN annex a ON a.annex_id = p.annex_id ORDER BY p.annex_id, p.version
            """
        ).map { row in
            Acceptance(
                name: "annex \(Hex.text(try row.blob(0))) version \(try row.int(1))", hash: try row.blob(2),
                sheet: try row.optionalText(3), sent: try row.optionalMoment(4), accepted: try row.moment(5),
                isOfTheCustomer: try row.int(6) == 1)
        }
    }
}
