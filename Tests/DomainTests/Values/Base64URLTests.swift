import Domain
import Foundation
import Testing

@Suite struct Base64URLTests {
    @Test(
        arguments: [
            ("", []), ("AA", [0]), ("_w", [255]), ("-_8", [251, 255]), ("AQAB", [1, 0, 1]),
            ("Zm9vYg", Array("foob".utf8)), ("Zm9vYmE", Array("fooba".utf8)),
        ] as [(String, [UInt8])])
    func `bytes have one spelling`(text: String, bytes: [UInt8]) {
        #expect(Base64URL.text(bytes) == text)
        #expect(Base64URL.bytes(text) == bytes)
    }

    @Test(arguments: [
        "A", "AAAAA", "AA==", "AAA=", "=", "AB", "AAB", "A A", "AA\n", "+/8", "AA.", "é", "ＡＡ", "AA\0", "%41",
    ])
    func `every other spelling is refused`(text: String) {
        #expect(Base64URL.bytes(text) == nil)
    }

    @Test func `what is put in comes out, as another library writes it`() {
        var generator = SystemRandomNumberGenerator()
        for count in 0..<300 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let other = Data(bytes).base64EncodedString().replacingOccurrences(of: "+", with: "-")
                .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
            #expect(Base64URL.text(bytes) == other)
            #expect(Base64URL.bytes(other) == bytes)
        }
    }

    @Test func `random text is refused or has that very spelling`() {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("ABCDabcd0189-_+/= ")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                    letters.randomElement(using: &generator) ?? "A"
                })
            if let bytes = Base64URL.bytes(text) { #expect(Base64URL.text(bytes) == text) }
        }
    }

    @Test func `a query is encoded to the letter`() {
        let query = PercentEncoding.pairs([("a b", "c+d&e=f"), ("url", "https://x.nl/ë?"), ("z", "-._~")])
        #expect(query == "a%20b=c%2Bd%26e%3Df&url=https%3A%2F%2Fx.nl%2F%C3%AB%3F&z=-._~")
    }
}
