public import Domain
import Storage
import Vault

/// A person's own restriction (P60): everything is kept, they see it themselves, and nobody uses it for anything but
/// what the law asks. The service stops meanwhile. Only they lift it, with a fresh proof.
///
/// It keeps nobody past a term: that what the law orders to keep does (`Restrictions`).
public struct AskedRestrictions: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let requests: OwnRequests
    private let notices = RecipientNotices()

    init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
        requests = OwnRequests(vault: vault)
    }

    /// Since when; nothing when the data is not restricted.
    public func since(for signedIn: SignedIn) async throws -> Moment? {
        try await vault.data.read { transaction in
            try transaction.row(
                "SELECT restricted_at FROM end_user WHERE end_user_id = $1", signedIn.person)?
                .optionalMoment(0)
        }
    }

    public func place(for signedIn: SignedIn) async throws {
        let keys = try await vault.keys(of: signedIn.person)
        let access = signedIn.access(.fraudAndLegalObligations)
        try await vault.data.write { transaction in
            try place(on: keys, access: access, in: transaction)
            let service = try vault.serviceBought(for: signedIn.person, in: transaction)
            try requests.record(
                .restriction, of: keys, as: .endUser, service: service, access: access,
                in: transaction)
        }
    }

    /// From the commit of this transaction the vault opens nothing of it.
    func place(on keys: PersonKeys, access: Access, in transaction: Transaction) throws {
        let person = EndUser.ID(person: keys.person)
        let placed = try transaction.execute(
            """
            UPDATE end_user SET restricted_at = $2
            WHERE end_user_id = $1 AND restricted_at IS NULL AND state <> 'erased'
            """, person, transaction.now)
        guard placed == 1 else { throw RightsRefusal.alreadyRestricted }
        let kept = try statements.current.term(of: .message)
        try SafeContactQueries.holdBack(person, gone: kept.end(from: transaction.now), in: transaction)
        try record(keys, access: access, in: transaction)
    }

    public func lift(for signedIn: SignedIn) async throws {
        let keys = try await vault.keys(of: signedIn.person)
        try await vault.data.write { transaction in
            guard signedIn.isProven(at: transaction.now) else { throw RightsRefusal.proofNeeded }
            let lifted = try transaction.execute(
                """
                UPDATE end_user SET restricted_at = NULL WHERE end_user_id = $1 AND restricted_at IS NOT NULL
                """, signedIn.person)
            guard lifted == 1 else { throw RightsRefusal.notRestricted }
            try record(keys, access: signedIn.access(.fraudAndLegalObligations), in: transaction)
        }
    }

    /// Placed or lifted: both stand in the log, and who got the data must hear of both.
    private func record(_ keys: PersonKeys, access: Access, in transaction: Transaction) throws {
        let person = EndUser.ID(person: keys.person)
        let held = try ErasureQueries.held(of: person, in: transaction)
        let told = try notices.recipients(
            of: held, of: keys, statement: statements.current, in: transaction)
        let service = try vault.serviceBought(for: person, in: transaction)
        let leaf = try vault.record(
            Processing(
                .store, .restriction, service: service, fields: held,
                subject: keys.pseudonym), access: access, in: transaction
        ).leaf
        try notices.tell(told, of: .restriction, leaf: leaf, in: transaction)
    }

    /// How many of a customer's people have their data restricted: a count, and never who.
    public func count(of customer: Customer.ID) async throws -> Int {
        try await vault.data.read { transaction in
            Int(
                try transaction.row(
                    "SELECT COUNT(*) FROM end_user WHERE customer_id = $1 AND restricted_at IS NOT NULL",
                    customer)?.int(0) ?? 0)
        }
    }
}
