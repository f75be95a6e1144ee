import Domain
import Storage
import Vault

/// All requests as the prover sees them, in pages: each with its line in the log, and nothing opened.
struct RequestPages {
    struct Row: Sendable {
        let request: RightsRequest
        let due: Moment
        let leaf: LogLeaf?
        let route: String?
        let refusal: RightsRefusalReason?
        let isGone: Bool
        let hasAnswer: Bool
        let hasDelay: Bool
        /// Of the account that it says it is of; nothing for others.
        let accountSide: String?
    }

    let scene: Scene
    private static let page = 500

    init(_ scene: Scene) {
        self.scene = scene
    }

    func forEach(_ body: (Row) -> Void) async throws {
        var last: [UInt8] = []
        while true {
            let from = last
            let rows = try await scene.data.read { transaction in
                try transaction.rows(
                    """
                    SELECT r.request_id, r.kind, r.person_kind, r.via, r.state, r.received_at, r.extended_at,
                        r.ended_at, r.due_at, l.body, r.complaint_route, r.refusal,
                        CASE WHEN r.person_id IS NULL THEN 1 ELSE 0 END,
                        CASE WHEN r.sealed_answer IS NULL THEN 0 ELSE 1 END,
                        CASE WHEN r.sealed_delay IS NULL THEN 0 ELSE 1 END, a.side
                    FROM rights_request r LEFT JOIN log_leaf l ON l.leaf_id = r.leaf_id
                    LEFT JOIN account a ON a.account_id = r.person_id
                    WHERE r.request_id > $1 ORDER BY r.request_id LIMIT $2
                    """, from, Self.page
                ).map { (try $0.blob(0), try Self.row($0)) }
            }
            guard let end = rows.last else { return }
            for (_, row) in rows { body(row) }
            last = end.0
        }
    }

    private static func row(_ row: Storage.Row) throws -> Row {
        Row(
            request: RightsRequest(
                id: try row.id(0), kind: try row.word(1), person: try row.word(2), via: try row.word(3),
                received: try row.moment(5), state: try row.word(4), extended: try row.optionalMoment(6),
                ended: try row.optionalMoment(7)),
            due: try row.moment(8), leaf: try row.optionalBlob(9).flatMap { LogLeaf(bytes: $0) },
            route: try row.optionalText(10),
            refusal: try row.optionalText(11).flatMap { RightsRefusalReason(rawValue: $0) },
            isGone: try row.int(12) == 1, hasAnswer: try row.int(13) == 1, hasDelay: try row.int(14) == 1,
            accountSide: try row.optionalText(15))
    }
}
