/// What one day destroyed because its term had passed, in counts: who holds it can check that it was signed by this
/// installation and that its log was no shorter. It names nobody.
///
/// Its text is a signed note: lines of words, an empty line, and the signature's line.
public struct DestructionCertificate: Hashable, Sendable {
    public struct Count: Hashable, Sendable {
        public let category: RetentionCategory
        public let destroyed: Int64
        /// Past its term, and kept because a duty or a hold keeps it.
        public let kept: Int64

        public init(category: RetentionCategory, destroyed: Int64, kept: Int64) {
            self.category = category
            self.destroyed = destroyed
            self.kept = kept
        }
    }

    /// As `2026-11-24`, in Europe/Amsterdam.
    public let day: String
    public let from: Moment
    public let to: Moment
    /// The log at the end of the run: every destruction in it is a leaf under this root.
    public let logSize: Int64
    public let logRoot: [UInt8]
    public let counts: [Count]

    /// The name under which these are signed: a signature over one is none over a checkpoint.
    public static let origin = "bueno.destruction-certificate"

    public init(
        day: String, from: Moment, to: Moment, logSize: Int64, logRoot: [UInt8], counts: [Count]
    ) {
        self.day = day
        self.from = from
        self.to = to
        self.logSize = logSize
        self.logRoot = logRoot
        self.counts = counts
    }

    /// What is signed.
    public var body: String {
        let head = [
            Self.origin, "day \(day)", "period \(from.milliseconds) \(to.milliseconds)",
            "log \(logSize) \(Base64.text(logRoot))",
        ]
        let lines = counts.map { "\($0.category.rawValue) destroyed \($0.destroyed) kept \($0.kept)" }
        return (head + lines).map { $0 + "\n" }.joined()
    }

    public func note(keyHash: [UInt8], signature: [UInt8]) -> String {
        body + "\n\u{2014} \(Self.origin) \(Base64.text(keyHash + signature))\n"
    }

    /// Reads a note. The signature is returned, not judged; a text that would be written otherwise is refused.
    public static func parse(
        note: String
    ) -> (certificate: DestructionCertificate, keyHash: [UInt8], signature: [UInt8])? {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 7, lines[0] == origin, lines.last == "", lines[lines.count - 3].isEmpty,
            let day = value(lines[1], "day", count: 1)?.first, CalendarDay(day) != nil,
            let period = value(lines[2], "period", count: 2)?.compactMap({ Int64($0) }), period.count == 2,
            let log = value(lines[3], "log", count: 2), let size = Int64(log[0]),
            let root = Base64.bytes(log[1]), root.count == 32
        else { return nil }
        let counts = lines[4..<(lines.count - 3)].map(count)
        let signed = lines[lines.count - 2].split(separator: " ").map(String.init)
        guard !counts.contains(nil), signed.count == 3, signed[0] == "\u{2014}", signed[1] == origin,
            let bytes = Base64.bytes(signed[2]), bytes.count == 4 + 64
        else { return nil }
        let certificate = DestructionCertificate(
            day: day, from: Moment(milliseconds: period[0]), to: Moment(milliseconds: period[1]),
            logSize: size, logRoot: root, counts: counts.compactMap(\.self))
        let (keyHash, signature) = (Array(bytes.prefix(4)), Array(bytes.dropFirst(4)))
        guard certificate.note(keyHash: keyHash, signature: signature) == note else { return nil }
        return (certificate, keyHash, signature)
    }

    private static func value(_ line: String, _ name: String, count: Int) -> [String]? {
        let words = line.split(separator: " ").map(String.init)
        return words.first == name && words.count == count + 1 ? Array(words.dropFirst()) : nil
    }

    private static func count(_ line: String) -> Count? {
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 5, words[1] == "destroyed", words[3] == "kept",
            let category = RetentionCategory(rawValue: words[0]), let destroyed = Int64(words[2]),
            let kept = Int64(words[4])
        else { return nil }
        return Count(category: category, destroyed: destroyed, kept: kept)
    }
}
