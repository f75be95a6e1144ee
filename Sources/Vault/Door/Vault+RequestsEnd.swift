public import Domain
public import Storage

/// What becomes of requests about somebody's own data when they go, or when the term of a request has passed.
extension Vault {
    /// Destroys requests that were answered by then, of whom nothing is held. What leads to nobody goes in any case.
    /// - Returns how many went, and how many a hold kept.
    public func expireRequests(
        endedBy moment: Moment, in transaction: Transaction
    ) throws -> (destroyed: Int, kept: Int) {
        let due = try transaction.rows(
            "SELECT request_id, person_id FROM rights_request WHERE ended_at <= $1", moment)
        var (destroyed, kept) = (0, 0)
        for row in due {
            if let person: Person.ID = try row.optionalID(1) {
                let release = try release([.contact], of: person, in: transaction)
                guard release.classes.contains(.contact) else {
                    kept += 1
                    continue
                }
            }
            destroyed += try transaction.execute(
                "DELETE FROM rights_request WHERE request_id = $1", try row.id(0, of: RightsRequest.self))
        }
        return (destroyed, kept)
    }

    /// They stay to be counted, and lead to nobody. What still waited for an answer ends: there is nobody to answer.
    func forgetRequests(_ release: Release, in transaction: Transaction) throws {
        try transaction.execute(
            SQL(stringLiteral: Self.forgetting + " WHERE person_id = $2"), transaction.now, release.person)
    }

    func forgetRequests(under key: PersonKey.ID, _: Release, in transaction: Transaction) throws {
        try transaction.execute(
            SQL(stringLiteral: Self.forgetting + " WHERE key_id = $2"), transaction.now, key)
    }

    /// An older copy of the rows brought them back.
    func forgetRequestsUnderTombstones(in transaction: Transaction) throws {
        try transaction.execute(
            SQL(stringLiteral: Self.forgetting + " WHERE key_id IN (SELECT key_id FROM tombstone)"),
            transaction.now)
    }

    private static let forgetting = """
        UPDATE rights_request SET person_id = NULL, key_id = NULL, sealed_words = NULL, sealed_value = NULL,
            sealed_answer = NULL, sealed_delay = NULL,
            state = CASE WHEN ended_at IS NULL THEN 'withdrawn' ELSE state END,
            ended_at = COALESCE(ended_at, $1)
        """
}
