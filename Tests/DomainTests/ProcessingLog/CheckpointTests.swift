import Domain
import Testing

@Suite struct CheckpointTests {
    @Test func `base 64 reads back for every length and refuses what is not canonical`() {
        for length in 0..<70 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ length) }
            #expect(Base64.bytes(Base64.text(bytes)) == bytes)
        }
        for text in ["A", "AA", "AAA", "AA=A", "AB==", "A===", "====", "AA\n=", "AAAA="] {
            #expect(Base64.bytes(text) == nil, "\(text)")
        }
        #expect(Base64.text(Array("foobar".utf8)) == "Zm9vYmFy")
        #expect(Base64.text(Array("foob".utf8)) == "Zm9vYg==")
    }

    @Test func `a signed note reads back, and one with anything else in it does not`() throws {
        let checkpoint = Checkpoint(origin: "proef.log", size: 12, root: [UInt8](repeating: 7, count: 32))
        let note = checkpoint.note(keyHash: [1, 2, 3, 4], signature: [UInt8](repeating: 9, count: 64))
        let parsed = try #require(Checkpoint.parse(note: note))
        #expect(parsed.checkpoint == checkpoint)
        #expect(parsed.keyHash == [1, 2, 3, 4])
        for broken in [
            note + "x", String(note.dropLast()), note.replacing("12", with: "-1"), "", "\n\n\n\n\n",
        ] {
            #expect(Checkpoint.parse(note: broken) == nil)
        }
    }
}
