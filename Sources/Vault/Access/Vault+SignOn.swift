public import Domain

/// A secret of ours at a provider, as the store keeps it.
public struct SealedProviderSecret: Sendable {
    public let sealed: [UInt8]
    /// Which of the keyring's keys it is under.
    public let generation: Int64

    public init(sealed: [UInt8], generation: Int64) {
        self.sealed = sealed
        self.generation = generation
    }
}

extension Vault {
    /// Seals a secret, bound to everything else that is set: who changes the issuer or a rule past the program gets
    /// a provider that does not open.
    public func seal(
        _ secret: Sensitive<String>, of settings: ProviderSettings
    ) throws -> SealedProviderSecret {
        let generation = keyring.currentGeneration[.providerSecret] ?? 0
        let sealed = try SealedBytes.seal(
            Array(secret.reveal().utf8), associated: providerContext(settings, generation),
            key: try keyring.key(.providerSecret, generation: generation))
        return SealedProviderSecret(sealed: sealed, generation: generation)
    }

    public func open(
        _ secret: SealedProviderSecret, of settings: ProviderSettings
    ) throws -> Sensitive<String> {
        let bytes = try SealedBytes.open(
            secret.sealed, associated: providerContext(settings, secret.generation),
            key: try keyring.key(.providerSecret, generation: secret.generation))
        return Sensitive(String(decoding: bytes, as: UTF8.self))
    }

    private func providerContext(_ settings: ProviderSettings, _ generation: Int64) -> [UInt8] {
        AssociatedData.of(
            "identity_provider", deployment: deployment, parts: [generation.bigEndianBytes] + settings.parts)
    }

    /// What the tie of an account to somebody at a provider stands under: moved to another row it opens nothing.
    public func mac(signOn hash: [UInt8], of account: Account.ID, since: Moment) throws -> [UInt8] {
        let message = AssociatedData.of(
            "sign_on", deployment: deployment,
            parts: [hash, account.bytes, since.milliseconds.bigEndianBytes])
        return try keyring.key(.roleMAC).withBytes { try Sodium.keyedHash(message, key: $0) }
    }

    public func isGenuine(
        signOn hash: [UInt8], of account: Account.ID, since: Moment, mac: [UInt8]
    ) throws -> Bool {
        Sodium.equal(try self.mac(signOn: hash, of: account, since: since), mac)
    }
}
