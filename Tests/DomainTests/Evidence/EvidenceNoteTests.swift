import Domain
import Testing

/// The texts of an archive that are signed, as they are written and read.
@Suite struct EvidenceNoteTests {
    private static let hash = [UInt8](repeating: 7, count: 32)

    private static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    private static func period(
        _ first: String, _ last: String, at now: String = "2026-11-24"
    ) throws -> EvidencePeriod {
        try EvidencePeriod(from: day(first), until: day(last), at: day(now).start)
    }

    @Test func `a period ends after it begins, has begun, and is two years at most`() throws {
        #expect(try Self.period("2026-11-24", "2026-11-24").end == Self.day("2026-11-25").start)
        #expect(try Self.period("2024-11-25", "2026-11-24").first == Self.day("2024-11-25"))
        for (first, last, refusal): (String, String, EvidenceRefusal) in [
            ("2026-11-02", "2026-11-01", .endsBeforeItBegins), ("2026-11-01", "2026-11-25", .notYet),
            ("2024-11-24", "2026-11-24", .tooLong),
        ] {
            #expect(throws: refusal) { try Self.period(first, last) }
        }
    }

    @Test func `a manifest is read as it was written, and no other way`() throws {
        let manifest = EvidenceManifest(
            period: try Self.period("2026-01-01", "2026-03-31"), logSize: 12, logRoot: Self.hash,
            files: [.init(path: "README.txt", hash: Self.hash)])
        let note = manifest.note(keyHash: [1, 2, 3, 4], signature: [UInt8](repeating: 9, count: 64))
        let parsed = try #require(EvidenceManifest.parse(note: note))
        #expect(parsed.manifest == manifest)
        #expect(parsed.signature == [UInt8](repeating: 9, count: 64))
        for (from, to) in [
            ("12 ", "012 "), ("  README", " README"), ("2026-03-31", "2026-02-31"), ("0707", "07G7"),
            ("\n\n", "\n"), ("bueno.evidence-manifest\n", "bueno.processing-log\n"),
        ] {
            let other = Self.replaced(note, from, to)
            #expect(other != note && EvidenceManifest.parse(note: other) == nil, "\(from)")
        }
    }

    @Test func `a chain is read as it was written, and no other way`() throws {
        let chain = CheckpointChain([
            .init(proof: [], note: "log\n1\nA\n\n\u{2014} log B\n"),
            .init(proof: [Self.hash, Self.hash], note: "log\n2\nC\n\n\u{2014} log D\n"),
        ])
        #expect(CheckpointChain(text: chain.text) == chain)
        #expect(CheckpointChain(text: "") == CheckpointChain([]))
        for (from, to) in [("proof ", "prof "), ("---\n", "--\n---\n--"), ("BwcH", "Bwc=")] {
            let other = Self.replaced(chain.text, from, to)
            #expect(other != chain.text && CheckpointChain(text: other) != chain, "\(from)")
        }
    }

    private static func replaced(_ text: String, _ from: String, _ to: String) -> String {
        text.firstRange(of: from).map { text.replacingCharacters(in: $0, with: to) } ?? text
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}
