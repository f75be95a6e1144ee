public import Domain

extension Vault {
    /// By which an account is found at sign-in. One index for all organisations: a colleague signs in with an
    /// address alone.
    public func accountIndex(_ address: EmailAddress) throws -> [UInt8] {
        try indexed(Array(address.canonical.reveal().utf8), as: "account_index")
    }

    /// By which somebody whom another organisation signs on is known here: at each customer apart, though two may
    /// use one provider.
    public func signOnHash(of identity: SignedOnIdentity, at customer: Customer.ID) throws -> [UInt8] {
        let words = "\(identity.issuer.text)\n\(identity.subject.reveal())"
        return try indexed(customer.bytes + Array(words.utf8), as: "sign_on")
    }

    /// What the store keeps of a code that lets somebody in without their second factor.
    public func recoveryHash(_ code: RecoveryCode, of account: Account.ID) throws -> [UInt8] {
        try indexed(account.bytes + Array(code.text.reveal().utf8), as: "recovery_code")
    }

    /// Seals the secret of somebody's second factor under their own key: it dies with them.
    public func sealSecondFactor(_ secret: [UInt8], keys: PersonKeys) throws -> [UInt8] {
        let key = try keys.key(.identity)
        return try SealedBytes.seal(secret, associated: secondFactorContext(keys), key: key.key)
    }

    public func openSecondFactor(_ sealed: [UInt8], keys: PersonKeys) throws -> Sensitive<[UInt8]> {
        let key = try keys.key(.identity)
        return Sensitive(try SealedBytes.open(sealed, associated: secondFactorContext(keys), key: key.key))
    }

    public static func randomBytes(_ count: Int) -> [UInt8] { Sodium.randomBytes(count) }

    private func secondFactorContext(_ keys: PersonKeys) -> [UInt8] {
        AssociatedData.of("second_factor", deployment: deployment, parts: [keys.person.bytes])
    }

    private func indexed(_ message: [UInt8], as purpose: String) throws -> [UInt8] {
        let context = AssociatedData.of(purpose, deployment: deployment, parts: [])
        let subkey = try keyring.key(.blindIndex).withBytes { try Sodium.keyedHash(context, key: $0) }
        return try subkey.withUnsafeBytes { try Sodium.keyedHash(message, key: $0) }
    }
}
