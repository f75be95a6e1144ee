/// The head of the log at a moment: how many leaves, and the root hash over all of them.
///
/// Its text is a signed note: origin, size, root in base 64, an empty line, and the signature's line.
public struct Checkpoint: Hashable, Sendable {
    public let origin: String
    public let size: Int64
    public let root: [UInt8]

    public init(origin: String, size: Int64, root: [UInt8]) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// What is signed.
    public var body: String { "\(origin)\n\(size)\n\(Base64.text(root))\n" }

    /// The note as it is stored and copied to the witness.
    public func note(keyHash: [UInt8], signature: [UInt8]) -> String {
        body + "\n\u{2014} \(origin) \(Base64.text(keyHash + signature))\n"
    }

    /// Reads a note. The signature is returned, not judged.
    public static func parse(note: String) -> (checkpoint: Checkpoint, keyHash: [UInt8], signature: [UInt8])?
    {
        let lines = note.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 6, lines[3].isEmpty, lines[5].isEmpty, let size = Int64(lines[1]), size >= 0,
            let root = Base64.bytes(lines[2]), root.count == 32
        else { return nil }
        let signed = lines[4].split(separator: " ").map(String.init)
        guard signed.count == 3, signed[0] == "\u{2014}", signed[1] == lines[0],
            let bytes = Base64.bytes(signed[2]), bytes.count == 4 + 64
        else { return nil }
        let checkpoint = Checkpoint(origin: lines[0], size: size, root: root)
        return (checkpoint, Array(bytes.prefix(4)), Array(bytes.dropFirst(4)))
    }
}
