public import Domain
public import Storage

extension Vault {
    /// By which a guardian is found at the door, and after proof at every child of theirs: at each customer apart, and
    /// under another name than the child's own number, so that no index tells that two hold the same.
    public func guardianIndex(_ number: MobileNumber, customer: Customer.ID) throws -> [UInt8] {
        let context = AssociatedData.of("guardian_index", deployment: deployment, parts: [customer.bytes])
        let subkey = try keyring.key(.blindIndex).withBytes { try Sodium.keyedHash(context, key: $0) }
        return try subkey.withUnsafeBytes {
            try Sodium.keyedHash(Array(number.e164.reveal().utf8), key: $0, length: 16)
        }
    }

    /// Whether somebody is a guardian of this child: what they may open rests on nothing else.
    func requireGuardian(_ actor: Actor, of child: EndUser.ID) async throws {
        let guardians: [Guardian.ID] = try await data.read { transaction in
            try transaction.rows("SELECT guardian_id FROM guardian WHERE end_user_id = $1", child)
                .map { try $0.id(0) }
        }
        let pseudonyms = try await pseudonyms(of: guardians)
        guard actor.role == .guardian, let own = actor.pseudonym, pseudonyms.values.contains(own) else {
            throw VaultError.notYours
        }
    }

    /// Opens the paper of a guardian for something that is done about their child and stands in the log already: `logged`
    /// is the evidence (P71).
    public func openPaper(
        of guardian: Guardian.ID, keys: PersonKeys, logged: Logged, in transaction: Transaction
    ) throws -> Sensitive<String>? {
        guard keys.person == guardian.person, logged.leaf.act == .read else { throw VaultError.notYours }
        try requirePaper(of: guardian, logged: logged, in: transaction)
        let rows = try valueRows(of: guardian.person, in: transaction).filter { $0.field == .signedConsent }
        return try open(rows, with: keys)[.signedConsent]?.value
    }

    /// The line in the log must be about the paper, and about the child of this guardian, whose key names the leaf.
    func requirePaper(of guardian: Guardian.ID, logged: Logged, in transaction: Transaction) throws {
        guard logged.leaf.fields.isSuperset(of: FieldSet([Field.signedConsent])),
            let file = logged.leaf.caseFile,
            try transaction.row(
                """
                SELECT 1 FROM guardian g JOIN case_file f ON f.end_user_id = g.end_user_id
                WHERE g.guardian_id = $1 AND f.case_id = $2
                """, guardian, file) != nil
        else { throw VaultError.notYours }
    }
}
