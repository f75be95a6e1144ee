/// What is in an archive of evidence: each file by its hash, the period, and the head of the log that it ends with.
///
/// Its text is a signed note, as a checkpoint's and a certificate's. The lines of files are those of `sha256sum`.
public struct EvidenceManifest: Hashable, Sendable {
    public struct File: Hashable, Sendable {
        public let path: String
        /// SHA-256.
        public let hash: [UInt8]

        public init(path: String, hash: [UInt8]) {
            self.path = path
            self.hash = hash
        }
    }

    public let period: EvidencePeriod
    public let logSize: Int64
    public let logRoot: [UInt8]
    /// In the order of their paths.
    public let files: [File]

    public static let path = "MANIFEST.txt"
    /// The name under which these are signed: a signature over one is none over anything else.
    public static let origin = "bueno.evidence-manifest"

    public init(period: EvidencePeriod, logSize: Int64, logRoot: [UInt8], files: [File]) {
        self.period = period
        self.logSize = logSize
        self.logRoot = logRoot
        self.files = files
    }

    /// What is signed.
    public var body: String {
        let head = [
            Self.origin, "period \(period.first) \(period.last)", "log \(logSize) \(Base64.text(logRoot))",
        ]
        return (head + files.map { "\(Hex.text($0.hash))  \($0.path)" }).map { $0 + "\n" }.joined()
    }

    public func note(keyHash: [UInt8], signature: [UInt8]) -> String {
        body + "\n\u{2014} \(Self.origin) \(Base64.text(keyHash + signature))\n"
    }

    /// Reads a note. The signature is returned, not judged; a text that would be written otherwise is refused.
    public static func parse(
        note: String
    ) -> (manifest: EvidenceManifest, keyHash: [UInt8], signature: [UInt8])? {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 6, lines[0] == origin,
            let period = words(lines[1], "period")?.compactMap({ CalendarDay($0) }), period.count == 2,
            let log = words(lines[2], "log"), let size = Int64(log[0]), let root = Base64.bytes(log[1]),
            root.count == 32
        else { return nil }
        let files = lines[3..<(lines.count - 3)].map(file)
        let signed = lines[lines.count - 2].split(separator: " ").map(String.init)
        guard !files.contains(nil), signed.count == 3, let bytes = Base64.bytes(signed[2]),
            bytes.count == 4 + 64
        else { return nil }
        let manifest = EvidenceManifest(
            period: EvidencePeriod(first: period[0], last: period[1]), logSize: size, logRoot: root,
            files: files.compactMap(\.self))
        let (keyHash, signature) = (Array(bytes.prefix(4)), Array(bytes.dropFirst(4)))
        guard manifest.note(keyHash: keyHash, signature: signature) == note else { return nil }
        return (manifest, keyHash, signature)
    }

    private static func words(_ line: String, _ name: String) -> [String]? {
        let words = line.split(separator: " ").map(String.init)
        return words.count == 3 && words[0] == name ? Array(words.dropFirst()) : nil
    }

    private static func file(_ line: String) -> File? {
        guard let hash = Hex.bytes(line.prefix(64)), hash.count == 32, line.dropFirst(64).hasPrefix("  ")
        else { return nil }
        return File(path: String(line.dropFirst(66)), hash: hash)
    }
}
