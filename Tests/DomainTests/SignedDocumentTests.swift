import Domain
import Testing

/// The paper of a guardian is judged by its first and last bytes, and by nothing that somebody says of it (P18).
@Suite struct SignedDocumentTests {
    static let pdf = Array("%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8)
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 7, count: 200) + [0xFF, 0xD9]
    static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D] + Array("IHDR".utf8)
        + Array(repeating: 1, count: 100) + [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]

    @Test func `each kind is known by its content`() throws {
        #expect(try SignedDocument.kind(of: Self.pdf) == .pdf)
        #expect(try SignedDocument.kind(of: Self.jpeg) == .jpeg)
        #expect(try SignedDocument.kind(of: Self.png) == .png)
    }

    @Test(arguments: [
        Array("<html><script>1</script></html>".utf8), Array("GIF89a...".utf8),
        Array("PK\u{3}\u{4} word/document.xml".utf8), Array("MZ...".utf8), Array("II*\u{0}".utf8),
        Array(" %PDF-1.7\n%%EOF".utf8), [0xFF, 0xD8], [0], Array("<svg onload=alert(1)>".utf8),
    ])
    func `anything else is refused`(bytes: [UInt8]) {
        #expect(throws: SignedDocument.Refusal.otherKind) { try SignedDocument.kind(of: bytes) }
    }

    @Test func `nothing and too much are told apart`() {
        #expect(throws: SignedDocument.Refusal.missing) { try SignedDocument.kind(of: []) }
        let much: [UInt8] = Self.jpeg + Array(repeating: 0, count: SignedDocument.bytesMax) + [0xFF, 0xD9]
        #expect(throws: SignedDocument.Refusal.tooLarge) { try SignedDocument.kind(of: much) }
    }

    @Test(arguments: [pdf, jpeg, png])
    func `what was cut short is not whole`(bytes: [UInt8]) {
        for length in [bytes.count - 8, bytes.count / 2, 20] {
            #expect(throws: SignedDocument.Refusal.damaged) {
                try SignedDocument.kind(of: Array(bytes.prefix(length)))
            }
        }
    }

    @Test(arguments: [pdf, jpeg, png])
    func `what hides something behind its end is not whole`(bytes: [UInt8]) {
        for tail in ["<script>alert(1)</script>", "#!/bin/sh\nrm -rf /", "MZ"] {
            #expect(throws: SignedDocument.Refusal.damaged) {
                try SignedDocument.kind(of: bytes + Array(tail.utf8))
            }
        }
    }

    /// An archive whose last words are those of the other kind.
    @Test func `a file that is two things at once is refused`() {
        let zip: [UInt8] = [0x50, 0x4B, 0x05, 0x06] + Array(repeating: 0, count: 18)
        let pdf: [UInt8] = Self.pdf + zip + Array("\n%%EOF".utf8)
        let jpeg: [UInt8] = Self.jpeg + zip + [0xFF, 0xD9]
        let hidden: [UInt8] =
            Array(Self.jpeg.prefix(20)) + Array("%PDF-1.4".utf8) + Array(Self.jpeg.suffix(180))
        for bytes in [pdf, jpeg, hidden] {
            #expect(throws: SignedDocument.Refusal.damaged) { try SignedDocument.kind(of: bytes) }
        }
    }

    /// Every state by every action.
    @Test(arguments: SignedDocument.State.allCases, SignedDocument.Action.allCases)
    func `a paper that counts is not decided about again`(
        state: SignedDocument.State, action: SignedDocument.Action
    ) throws {
        guard state == .received else {
            #expect(throws: Consent.Refusal.alreadySaid) { try SignedDocument.after(action, from: state) }
            return
        }
        let expected: [SignedDocument.Action: SignedDocument.State?] = [
            .replace: .received, .accept: .accepted, .decline: SignedDocument.State?.none,
        ]
        #expect(try SignedDocument.after(action, from: state) == expected[action])
    }
}
