public import Domain

/// Checks a certificate of destruction with the installation's public key, and against the checkpoints of its log.
public struct CertificateVerifier: Sendable {
    private let publicKey: [UInt8]

    public init(publicKey: [UInt8]) {
        self.publicKey = publicKey
    }

    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        case unreadable
        case badSignature
        /// No checkpoint of this log has that size and root.
        case otherLog

        public var description: String {
            switch self {
            case .unreadable: "this is no certificate, or it was changed"
            case .badSignature: "it is not signed by this installation's key"
            case .otherLog: "the log that it names is not this one, or was rewritten since"
            }
        }
    }

    /// What it says; or what is wrong with it.
    ///
    /// - `checkpoints`: the notes of the log, as it stores them.
    public func verify(
        _ note: String, checkpoints: [String]
    ) -> (certificate: DestructionCertificate?, findings: [Finding]) {
        guard let parsed = DestructionCertificate.parse(note: note) else { return (nil, [.unreadable]) }
        var findings: [Finding] = []
        let body = Array(parsed.certificate.body.utf8)
        if !VerifierHash.isSigned(body, signature: parsed.signature, publicKey: publicKey) {
            findings.append(.badSignature)
        }
        let isKnown = checkpoints.contains { note in
            guard let checkpoint = Checkpoint.parse(note: note)?.checkpoint else { return false }
            return checkpoint.size == parsed.certificate.logSize
                && checkpoint.root == parsed.certificate.logRoot
        }
        if !isKnown { findings.append(.otherLog) }
        return (parsed.certificate, findings)
    }
}
