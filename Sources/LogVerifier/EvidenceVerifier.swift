public import Domain

/// Checks an archive of evidence from its bytes and one public key: every file against the manifest, the manifest's
/// signature, the chain of heads of the log, and each certificate of destruction.
public struct EvidenceVerifier: Sendable {
    private let publicKey: [UInt8]
    private let origin: String

    /// - `origin`: the name under which the log signs its heads.
    public init(publicKey: [UInt8], origin: String) {
        self.publicKey = publicKey
        self.origin = origin
    }

    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        /// No archive as we write it, or something in it that is part of no file.
        case unreadable
        case noManifest
        case badSignature
        case changed(String)
        case missing(String)
        case added(String)
        case badHead(size: Int64?)
        case rewritten(from: Int64, to: Int64)
        /// The manifest names another head than the chain ends with.
        case otherHead
        case certificate(String, CertificateVerifier.Finding)
        /// The chain is right, and not that of the log here.
        case otherLog

        public var description: String {
            switch self {
            case .unreadable: "this is no archive of evidence, or it was changed outside of its files"
            case .noManifest: "the manifest is missing, or cannot be read"
            case .badSignature: "the manifest is not signed by this key"
            case .changed(let path): "\(path) is not as it was signed"
            case .missing(let path): "\(path) is missing"
            case .added(let path): "\(path) was added"
            case .badHead(let size):
                "the head of the log at \(size.map(String.init) ?? "?") is not signed by this key"
            case .rewritten(let from, let to): "the log of \(to) lines does not begin with that of \(from)"
            case .otherHead: "the chain of the log does not end where the manifest says"
            case .certificate(let path, let finding): "\(path): \(finding)"
            case .otherLog: "the log here has no such head: it is another log, or was rewritten since"
            }
        }
    }

    /// What the archive says it holds, and what is wrong with it.
    public func verify(
        _ bytes: [UInt8]
    ) -> (manifest: EvidenceManifest?, chain: CheckpointChain?, findings: [Finding]) {
        guard let archive = ZipArchive(bytes: bytes) else { return (nil, nil, [.unreadable]) }
        guard let note = archive[EvidenceManifest.path],
            let parsed = EvidenceManifest.parse(note: String(decoding: note, as: UTF8.self))
        else { return (nil, nil, [.noManifest]) }
        let manifest = parsed.manifest
        var findings: [Finding] = []
        let body = Array(manifest.body.utf8)
        if !VerifierHash.isSigned(body, signature: parsed.signature, publicKey: publicKey) {
            findings.append(.badSignature)
        }
        findings += Self.files(of: archive, against: manifest)
        let chain = archive[Self.chainPath].flatMap {
            CheckpointChain(text: String(decoding: $0, as: UTF8.self))
        }
        findings += heads(of: chain ?? CheckpointChain([]), ending: manifest)
        findings += certificates(in: archive, chain: chain ?? CheckpointChain([]))
        return (manifest, chain, findings)
    }

    public static let chainPath = "log/checkpoints.txt"
    public static let certificateFolder = "destruction/certificates/"

    private static func files(of archive: ZipArchive, against manifest: EvidenceManifest) -> [Finding] {
        let listed = Dictionary(manifest.files.map { ($0.path, $0.hash) }) { $1 }
        let missing = manifest.files.filter { archive[$0.path] == nil }.map { Finding.missing($0.path) }
        return missing
            + archive.files.filter { $0.path != EvidenceManifest.path }.compactMap { file in
                guard let hash = listed[file.path] else { return .added(file.path) }
                return VerifierHash.sha256(file.bytes) == hash ? nil : .changed(file.path)
            }
    }

    /// Each head is signed, and each is the beginning of the next.
    private func heads(of chain: CheckpointChain, ending manifest: EvidenceManifest) -> [Finding] {
        var (findings, before): ([Finding], Checkpoint?) = ([], nil)
        for link in chain.links {
            let parsed = Checkpoint.parse(note: link.note)
            guard let (head, _, signature) = parsed, head.origin == origin,
                VerifierHash.isSigned(Array(head.body.utf8), signature: signature, publicKey: publicKey)
            else {
                findings.append(.badHead(size: parsed?.checkpoint.size))
                continue
            }
            if let before,
                !Proofs.isConsistent(
                    old: before.size, oldRoot: before.root, size: head.size, root: head.root,
                    proof: link.proof)
            {
                findings.append(.rewritten(from: before.size, to: head.size))
            }
            before = head
        }
        let (size, root) = (before?.size ?? 0, before?.root ?? VerifierHash.sha256([]))
        if size != manifest.logSize || root != manifest.logRoot { findings.append(.otherHead) }
        return findings
    }

    private func certificates(in archive: ZipArchive, chain: CheckpointChain) -> [Finding] {
        let verifier = CertificateVerifier(publicKey: publicKey)
        let notes = chain.links.map(\.note)
        return archive.files.filter { $0.path.hasPrefix(Self.certificateFolder) }.flatMap { file in
            verifier.verify(String(decoding: file.bytes, as: UTF8.self), checkpoints: notes).findings
                .map { Finding.certificate(file.path, $0) }
        }
    }
}
