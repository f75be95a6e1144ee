import Domain
import Testing

@Suite struct AuthenticatorTests {
    private func moment(_ seconds: Int64) -> Moment { Moment(milliseconds: seconds * 1_000) }

    @Test(
        arguments: [
            (0, 0), (29_999, 0), (30_000, 1), (59_000, 1), (1_111_111_109_000, 37_037_036), (-1, -1),
            (-30_000, -1), (-30_001, -2),
        ] as [(Int64, Int64)])
    func `a step is half a minute`(milliseconds: Int64, step: Int64) {
        #expect(TimeStep.number(at: Moment(milliseconds: milliseconds)) == step)
    }

    @Test(
        arguments: [
            (nil, [10, 9, 11]), (8, [10, 9, 11]), (9, [10, 11]), (10, [11]), (11, []), (12, []),
        ] as [(Int64?, [Int64])])
    func `a step and those before it are used once`(lastUsed: Int64?, accepted: [Int64]) {
        #expect(TimeStep.accepted(at: moment(300), after: lastUsed) == accepted)
    }

    @Test(arguments: [
        (
            Array("12345678901234567890".utf8), "v.voorbeeld@example.nl",
            "otpauth://totp/BuenO:v.voorbeeld%40example.nl?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=BuenO"
                + "&algorithm=SHA1&digits=6&period=30"
        ),
        (
            [UInt8](repeating: 0xFF, count: 20), "a:b/c?d=e&f#g é\r\n",
            "otpauth://totp/BuenO:a%3Ab%2Fc%3Fd%3De%26f%23g%20%C3%A9%0D%0A?secret=77777777777777777777777777777777"
                + "&issuer=BuenO&algorithm=SHA1&digits=6&period=30"
        ),
    ])
    func `an app reads secret, name and issuer from one address`(
        bytes: [UInt8], account: String, address: String
    ) throws {
        let secret = try #require(AuthenticatorSecret(bytes: bytes))
        #expect(secret.address(account: Sensitive(account)).reveal() == address)
    }

    @Test func `a secret is typed in groups of four`() throws {
        let secret = try #require(AuthenticatorSecret(bytes: Array("12345678901234567890".utf8)))
        #expect(secret.typed.reveal() == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ")
    }

    @Test func `a secret of another length is none, and one shows nothing of itself`() throws {
        for count in 0..<64 where count != 20 {
            #expect(AuthenticatorSecret(bytes: [UInt8](repeating: 1, count: count)) == nil)
        }
        let secret = try #require(AuthenticatorSecret(bytes: Array("12345678901234567890".utf8)))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!"\(secret) \(dumped)".contains("49"))
    }

    @Test func `any account makes one line of printable characters`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let bytes = (0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let noise = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let secret = try #require(AuthenticatorSecret(bytes: bytes))
            let address = secret.address(account: Sensitive(String(decoding: noise, as: UTF8.self))).reveal()
            #expect(address.utf8.allSatisfy { (0x21...0x7E).contains($0) })
            #expect(address.split(separator: "?").count == 2)
        }
    }
}
