/// The paper on which a guardian said yes: a photo or a scan. Judged by its first and last bytes alone, and never read
/// any further: what is inside is for the eyes of a person (P18).
public enum SignedDocument {
    public enum Kind: String, CaseIterable, Sendable {
        case pdf, jpeg, png

        public var contentType: String {
            switch self {
            case .pdf: "application/pdf"
            case .jpeg: "image/jpeg"
            case .png: "image/png"
            }
        }

        /// What the name of a saved file ends in.
        public var suffix: String { self == .jpeg ? "jpg" : rawValue }
    }

    /// By whom it came in.
    public enum Bringer: String, CaseIterable, Sendable {
        /// Through the link.
        case guardian
        /// Given to the municipality or school.
        case customer
        /// By post, or at a desk of BuenO.
        case staff
    }

    /// How many may come by links for one consent: a photo that failed, and no store for others.
    public static let byLinkMax = 10
    /// Ten mebibytes: a photo of a page, at the best that a phone makes of it.
    public static let bytesMax = 10 * 1_024 * 1_024

    public enum Refusal: Error, Hashable, Sendable {
        case missing
        case tooLarge
        /// Neither a PDF nor a photo as JPEG or PNG.
        case otherKind
        /// It begins as one, and does not end as one: cut short, or something else is hidden behind it.
        case damaged
    }

    /// What kind it is, by its content: a name or a type that somebody claims counts for nothing.
    public static func kind(of bytes: [UInt8]) throws(Refusal) -> Kind {
        guard !bytes.isEmpty else { throw .missing }
        guard bytes.count <= bytesMax else { throw .tooLarge }
        guard let kind = Kind.allCases.first(where: { bytes.starts(with: start(of: $0)) }) else {
            throw .otherKind
        }
        guard isWhole(bytes, as: kind), !hidesAnother(bytes, in: kind) else { throw .damaged }
        return kind
    }

    private static func start(of kind: Kind) -> [UInt8] {
        switch kind {
        case .pdf: Array("%PDF-".utf8)
        case .jpeg: [0xFF, 0xD8, 0xFF]
        // The signature, and the one chunk that may come first.
        case .png:
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D] + Array("IHDR".utf8)
        }
    }

    private static func isWhole(_ bytes: [UInt8], as kind: Kind) -> Bool {
        switch kind {
        case .pdf:
            let lineEnds: Set<UInt8> = [0x0A, 0x0D, 0x20, 0x00]
            let end = bytes.lastIndex { !lineEnds.contains($0) } ?? 0
            return bytes[...end].suffix(5).elementsEqual("%%EOF".utf8)
        case .jpeg:
            return bytes.count > 100 && bytes.suffix(2).elementsEqual([0xFF, 0xD9])
        case .png:
            // The last chunk is empty, and so is its checksum always the same.
            let end: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
            return bytes.suffix(end.count).elementsEqual(end)
        }
    }

    /// A file that is two things at once: what a reader of archives or of PDF files would find in it as well.
    private static func hidesAnother(_ bytes: [UInt8], in kind: Kind) -> Bool {
        // The end of a ZIP archive stands within 64 KiB of the end of a file.
        let zipEnd: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
        if bytes.suffix(66_000).has(zipEnd) { return true }
        // Readers of PDF take a beginning anywhere in the first 1,024 bytes.
        return kind != .pdf && bytes.prefix(1_029).has(Array("%PDF-".utf8))
    }

    /// Why what came in is not good. Holds nothing of what it says.
    public enum Flaw: String, CaseIterable, Sendable {
        case unreadable
        case unsigned
        /// It is about another child, or another service.
        case otherMatter = "other_matter"
    }
}

extension Collection<UInt8> {
    fileprivate func has(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        var from = startIndex
        while let hit = self[from...].firstIndex(of: first) {
            if self[hit...].starts(with: part) { return true }
            from = index(after: hit)
        }
        return false
    }
}

extension SignedDocument {
    /// How a paper stands. One that is not good is destroyed: there is no state for it.
    public enum State: String, CaseIterable, Sendable {
        case received, accepted
    }

    public enum Action: String, CaseIterable, Sendable {
        /// Another one in its place.
        case replace
        case accept, decline
    }

    /// What becomes of it; nothing when it goes.
    public static func after(_ action: Action, from state: State) throws(Consent.Refusal) -> State? {
        switch (state, action) {
        case (.received, .replace): .received
        case (.received, .accept): .accepted
        case (.received, .decline): nil
        case (.accepted, .replace), (.accepted, .accept), (.accepted, .decline): throw .alreadySaid
        }
    }
}
