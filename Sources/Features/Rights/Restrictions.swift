public import Domain
import Storage
public import Vault

/// Why something is not put under lock.
public enum RestrictionRefusal: Error, Equatable, Sendable {
    case reasonMissing
    case untilInThePast
    /// No person enrolled with that letter, or they are gone already.
    case nobodyWithThatLetter
}

/// What the law orders to keep although a person asks for erasure: from then on it opens for that duty alone (P43).
///
/// A person is named by batch and letter number, so that nobody has to open a file to place a lock.
public struct Restrictions: Sendable {
    private let vault: Vault
    private let witness: (any Witness)?

    public init(vault: Vault, witness: (any Witness)?) {
        self.vault = vault
        self.witness = witness
    }

    /// Keeps one class of a person's data until a moment. Placing it again changes reason and moment.
    ///
    /// The witness is told, so that a restore of older data puts the lock on again. When it cannot be told this throws,
    /// with the lock in place: place it again when the witness is back.
    public func place(
        batch: CodeBatch.ID, letterNumber: Int, on keyClass: KeyClass, reason: String, until: Moment,
        access: Access
    ) async throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw RestrictionRefusal.reasonMissing }
        let person = try await vault.data.read { transaction -> EndUser.ID? in
            try transaction.row(
                """
                SELECT u.end_user_id FROM enrolment_code k JOIN end_user u ON u.code_id = k.code_id
                WHERE k.batch_id = $1 AND k.letter_number = $2
                """, batch, letterNumber)?.id(0)
        }
        guard let person else { throw RestrictionRefusal.nobodyWithThatLetter }
        let keys = try await vault.keys(of: person)
        try await vault.data.write { transaction in
            guard until > transaction.now else { throw RestrictionRefusal.untilInThePast }
            guard
                let service = try EndUserQueries.bought(for: person, evenErased: true, in: transaction)?
                    .service
            else { throw RestrictionRefusal.nobodyWithThatLetter }
            try transaction.execute(
                """
                INSERT INTO restriction (end_user_id, class, reason, placed_at, until) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (end_user_id, class) DO UPDATE SET reason = excluded.reason, until = excluded.until
                """, person, keyClass.rawValue, reason, transaction.now, until)
            let held = try transaction.rows(
                "SELECT field FROM sealed_field WHERE end_user_id = $1 AND class = $2", person,
                keyClass.rawValue)
            try vault.record(
                Processing(
                    .store, .legalRestriction, service: service,
                    fields: FieldSet(try held.map { try $0.word(0) }),
                    subject: keys.pseudonym),
                access: access, in: transaction)
        }
        try await witness?.add(locks: vault.locks())
    }
}
