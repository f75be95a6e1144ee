public import Domain
public import Storage

/// Leave to destroy: no hold keeps these classes of this person, in this transaction (P43).
///
/// Everything that destroys what is sealed under a person's key stands in this folder and takes one, so there is no way
/// around the question. A test reads the sources for statements that destroy elsewhere, or here without it.
struct Release {
    let person: Person.ID
    let classes: Set<KeyClass>

    fileprivate init(person: Person.ID, classes: Set<KeyClass>) {
        self.person = person
        self.classes = classes
    }
}

extension Vault {
    /// Until when holds keep each class of somebody, for the classes they keep: theirs, those of their customer,
    /// and of a guardian those of their child: what somebody said about a child is part of what is asked about it.
    public func holds(on person: Person.ID, in transaction: Transaction) throws -> [KeyClass: Moment] {
        let rows = try transaction.rows(
            """
            SELECT c.class, MAX(h.until) FROM hold h JOIN hold_class c ON c.hold_id = h.hold_id
            WHERE h.state IN ('in_force', 'renewal_asked', 'lift_asked') AND h.until > $2
            AND (h.person_id = $1 OR h.person_id IN (SELECT end_user_id FROM guardian WHERE guardian_id = $1)
                OR h.customer_id IN (
                SELECT customer_id FROM end_user WHERE end_user_id = $1
                UNION ALL SELECT customer_id FROM account WHERE account_id = $1 AND customer_id IS NOT NULL
                UNION ALL SELECT u.customer_id FROM guardian g JOIN end_user u ON u.end_user_id = g.end_user_id
                WHERE g.guardian_id = $1))
            GROUP BY c.class
            """, person, transaction.now)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.word(0, of: KeyClass.self), try $0.moment(1)) })
    }

    /// What of these classes may go now.
    func release(
        _ classes: some Sequence<KeyClass>, of person: Person.ID, in transaction: Transaction
    ) throws -> Release {
        let held = try holds(on: person, in: transaction)
        return Release(person: person, classes: Set(classes.filter { held[$0] == nil }))
    }

    /// Leave to remove a person as a whole; nothing while a hold keeps anything of theirs.
    func releaseAll(of person: Person.ID, in transaction: Transaction) throws -> Release? {
        let release = try release(KeyClass.allCases, of: person, in: transaction)
        return release.classes.count == KeyClass.allCases.count ? release : nil
    }
}
