import Domain

/// Signs checkpoints with the log's Ed25519 key.
struct LogSigner: Sendable {
    let publicKey: [UInt8]
    private let secretKey: [UInt8]

    init(vault: Vault) throws {
        (publicKey, secretKey) = try vault.keyring.key(.logSigning).withBytes {
            try Sodium.signingPair(seed: $0)
        }
    }

    func note(of checkpoint: Checkpoint) throws -> String {
        let signature = try Sodium.sign(Array(checkpoint.body.utf8), secretKey: secretKey)
        return checkpoint.note(
            keyHash: Self.keyHash(origin: checkpoint.origin, publicKey), signature: signature)
    }

    func note(of certificate: DestructionCertificate) throws -> String {
        let signature = try Sodium.sign(Array(certificate.body.utf8), secretKey: secretKey)
        return certificate.note(
            keyHash: Self.keyHash(origin: DestructionCertificate.origin, publicKey), signature: signature)
    }

    func note(of manifest: EvidenceManifest) throws -> String {
        let signature = try Sodium.sign(Array(manifest.body.utf8), secretKey: secretKey)
        return manifest.note(
            keyHash: Self.keyHash(origin: EvidenceManifest.origin, publicKey), signature: signature)
    }

    /// The first four bytes of the hash over name, newline, algorithm and key: which key signed.
    static func keyHash(origin: String, _ publicKey: [UInt8]) -> [UInt8] {
        Array(Sodium.sha256(Array(origin.utf8) + [0x0A, 0x01] + publicKey).prefix(4))
    }
}
