import Domain
import Testing

/// What strangers send: never a crash, and never believed.
@Suite struct IDTokenNoiseTests {
    typealias Samples = OpenIDSamples

    private static let whole = Samples.token(header: Samples.header, claims: Samples.claims()).reveal()

    /// Whoever it is, or nothing.
    private func subject(_ compact: String) -> String? {
        guard let token = try? IDToken(compact: Sensitive(compact)),
            let claims = try? token.claims(signedBy: Samples.keys, check: GoodSignature()),
            let issuer = try? Samples.issuer()
        else { return nil }
        let expected = IDTokenExpectation(issuer: issuer, clientID: "bueno", nonce: Sensitive("n-0S6"))
        return try? claims.identity(expected: expected, at: Samples.now).subject.reveal()
    }

    @Test func `a token that is cut anywhere is nobody's`() {
        #expect(subject(Self.whole) != nil)
        for count in 0..<Self.whole.utf8.count {
            #expect(subject(String(Self.whole.prefix(count))) == nil)
        }
    }

    @Test func `a part too few, too many, or padded is nobody's`() {
        for text in [
            "", ".", "..", "...", "a.b.c", Self.whole + ".", Self.whole + "=", " " + Self.whole,
            Self.whole + "\n", Self.whole + "." + Self.whole,
        ] {
            #expect(subject(text) == nil)
        }
    }

    @Test func `a token that is longer than any is refused before it is read`() {
        let long = String(repeating: "A", count: 32_769)
        #expect(throws: IDTokenRefusal.tooLong) { try IDToken(compact: Sensitive(long)) }
        #expect(throws: IDTokenRefusal.malformed) { try IDToken(compact: Sensitive(String(long.dropLast()))) }
    }

    @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
    func `claims nested deep are refused without a crash`(open: String, close: String) {
        for depth in [10, 100, 500, 1_000, 3_000] {
            let nested = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            for claims in [nested, Samples.claims(["deep": nested])] {
                let compact = Samples.token(header: Samples.header, claims: claims).reveal()
                #expect(depth < 16 || subject(compact) == nil)
            }
            _ = subject(Samples.token(header: nested, claims: Samples.claims()).reveal())
        }
    }

    @Test func `claims with changed bytes crash nothing, and where the header should be they are nobody's`() {
        var generator = SystemRandomNumberGenerator()
        let claims = Array(Samples.claims().utf8)
        let noise = Array("\"\\{}[],:0-9eE.tfnu\u{0}\u{7f}é".utf8)
        for _ in 0..<2_000 {
            var changed = claims
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<changed.count, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: changed[index] = noise.randomElement(using: &generator) ?? 0
                case 1: changed.remove(at: index)
                default: changed.insert(UInt8.random(in: 0...255, using: &generator), at: index)
                }
            }
            let parts = [Array(Samples.header.utf8), changed, Array("good".utf8)]
            _ = subject(parts.map { Base64URL.text($0) }.joined(separator: "."))
            let headless = [changed, claims, Array("good".utf8)]
            #expect(subject(headless.map { Base64URL.text($0) }.joined(separator: ".")) == nil)
        }
    }

    @Test func `random text is nobody's`() {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("AZaz09-_.=e{ ")
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...60, using: &generator)
            #expect(
                subject(String((0..<count).map { _ in letters.randomElement(using: &generator) ?? "." }))
                    == nil)
        }
    }
}
