import Domain
import Storage
import Vault

/// Reads the whole log in pages, numbered or not, in the order of the leaves' own random numbers.
enum LogSweep {
    private static let page = 2_000

    static func page(after last: [UInt8], in data: Database) async throws -> [LeafRow] {
        try await data.read { transaction in
            try transaction.rows(
                """
                SELECT leaf_id, at, subject, body FROM log_leaf WHERE leaf_id > $1 ORDER BY leaf_id LIMIT $2
                """, last, page
            ).map { row in
                let body = try row.blob(3)
                return LeafRow(
                    id: try row.blob(0), at: try row.moment(1), subject: try row.optionalBlob(2), body: body,
                    leaf: LogLeaf(bytes: body))
            }
        }
    }
}
