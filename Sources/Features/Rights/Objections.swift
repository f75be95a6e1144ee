public import Domain
import Storage
import Vault

/// Purposes that stand still for one person because they objected (P60): a row stops it, from the same moment on.
public struct Objections: Sendable {
    private let vault: Vault

    init(vault: Vault) {
        self.vault = vault
    }

    /// For which purposes this person's data is not used now.
    public func standing(for signedIn: SignedIn) async throws -> [Purpose] {
        try await vault.data.read { try Self.standing(for: signedIn.person, in: $0) }
    }

    static func standing(for person: EndUser.ID, in transaction: Transaction) throws -> [Purpose] {
        try transaction.rows(
            "SELECT purpose FROM objection WHERE end_user_id = $1 ORDER BY purpose", person
        ).map { try $0.word(0) }
    }

    static func stop(
        _ purpose: Purpose, for keys: PersonKeys, because request: RightsRequest.ID, service: Service,
        access: Access, vault: Vault, in transaction: Transaction
    ) throws {
        let inserted = try transaction.execute(
            """
            INSERT INTO objection (end_user_id, purpose, request_id, made_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """, keys.person, purpose.rawValue, request, transaction.now)
        // It stands already, since an earlier objection was honoured.
        guard inserted == 1 else { throw RightsRefusal.askedAlready }
        try record(keys, service: service, access: access, vault: vault, in: transaction)
    }

    static func resume(
        _ purpose: Purpose, for keys: PersonKeys, service: Service, access: Access, vault: Vault,
        in transaction: Transaction
    ) throws {
        let deleted = try transaction.execute(
            "DELETE FROM objection WHERE end_user_id = $1 AND purpose = $2", keys.person, purpose.rawValue)
        guard deleted == 1 else { return }
        try record(keys, service: service, access: access, vault: vault, in: transaction)
    }

    private static func record(
        _ keys: PersonKeys, service: Service, access: Access, vault: Vault, in transaction: Transaction
    ) throws {
        try vault.record(
            Processing(.store, .objection, service: service, fields: .none, subject: keys.pseudonym),
            access: access, in: transaction)
    }
}

/// Whether we may write to somebody of our own accord: not who restricted their data, not who objected to it, and not
/// whose contact data the law locked (P43). What they ask for themselves, a code or a link, still goes.
enum QuietQueries {
    static func isQuiet(_ person: Person.ID, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM end_user u WHERE u.end_user_id = $1 AND (u.restricted_at IS NOT NULL
                OR EXISTS (SELECT 1 FROM objection o
                    WHERE o.end_user_id = u.end_user_id AND o.purpose = 'communication')
                OR EXISTS (SELECT 1 FROM restriction r
                    WHERE r.end_user_id = u.end_user_id AND r.class = 'contact'))
            """, person) != nil
    }
}
