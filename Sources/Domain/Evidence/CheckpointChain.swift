/// Signed heads of the log, oldest first, each with the proof that the one before it is its beginning (RFC 9162, 2.1.4):
/// who holds a chain sees that nothing in it was rewritten, and needs not one line of the log for it.
public struct CheckpointChain: Hashable, Sendable {
    public struct Link: Hashable, Sendable {
        /// Hashes that lead from the head before to this one; none for the first.
        public let proof: [[UInt8]]
        /// The head as it was signed.
        public let note: String

        public init(proof: [[UInt8]], note: String) {
            self.proof = proof
            self.note = note
        }
    }

    public let links: [Link]
    private static let separator = "---\n"

    public init(_ links: [Link]) {
        self.links = links
    }

    /// Per head: a line for each hash of its proof, an empty line, and the note.
    public var text: String {
        links.map { link in
            link.proof.map { "proof \(Base64.text($0))\n" }.joined() + "\n" + link.note
        }.joined(separator: Self.separator)
    }

    /// Refuses a text that would be written otherwise.
    public init?(text: String) {
        if text.isEmpty {
            self.init([])
            return
        }
        var links: [Link] = []
        var rest = text[...]
        while !rest.isEmpty {
            let end = rest.firstRange(of: "\n" + Self.separator)
            let block = end.map { rest[..<rest.index(after: $0.lowerBound)] } ?? rest
            rest = end.map { rest[$0.upperBound...] } ?? ""
            guard let link = Self.link(block) else { return nil }
            links.append(link)
        }
        self.init(links)
        guard self.text == text else { return nil }
    }

    private static func link(_ block: Substring) -> Link? {
        var (proof, rest): ([[UInt8]], Substring) = ([], block)
        while rest.hasPrefix("proof "), let end = rest.firstIndex(of: "\n") {
            guard let hash = Base64.bytes(String(rest[..<end].dropFirst(6))), hash.count == 32 else {
                return nil
            }
            proof.append(hash)
            rest = rest[rest.index(after: end)...]
        }
        guard rest.first == "\n" else { return nil }
        return Link(proof: proof, note: String(rest.dropFirst()))
    }
}
