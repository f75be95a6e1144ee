import Domain
import Testing

@Suite struct DiscoveryTests {
    typealias Samples = OpenIDSamples

    private func read(_ document: String, issuer: String = Samples.issuerText) throws -> ProviderConfiguration
    {
        try ProviderConfiguration(json: Array(document.utf8), of: try #require(ProviderAddress(issuer)))
    }

    @Test func `a document says where to go, and how`() throws {
        let configuration = try read(Samples.document)
        #expect(configuration.authorizationEndpoint.text == "https://login.example.nl/authorize")
        #expect(configuration.tokenEndpoint.text == "https://login.example.nl/token")
        #expect(configuration.keysAddress.text == "https://login.example.nl/jwks")
        #expect(configuration.clientAuthentication == .basic)
        #expect(!configuration.namesIssuerInAnswers)
    }

    @Test(arguments: [
        ("/tenant\",", "/tenant/\",", DiscoveryRefusal.wrongIssuer),
        ("/tenant\",", "/Tenant\",", .wrongIssuer),
        ("\"https://login.example.nl/tenant\"", "7", .malformed), ("\"jwks_uri\"", "\"jwks\"", .malformed),
        ("https://login.example.nl/token", "http://login.example.nl/token", .unsafeAddress),
        ("https://login.example.nl/token", "https://login.example.nl/token#a", .unsafeAddress),
        ("https://login.example.nl/jwks", "http://127.0.0.1/jwks", .unsafeAddress),
        ("https://login.example.nl/jwks", "https://localhost/jwks", .unsafeAddress),
        ("https://login.example.nl/jwks", "file:///etc/passwd", .unsafeAddress),
        ("https://login.example.nl/authorize", "javascript:alert(1)", .unsafeAddress),
        ("https://login.example.nl/authorize", "https://a@login.example.nl/", .unsafeAddress),
        ("[\"RS256\",\"ES256\"]", "[\"HS256\",\"none\"]", .noCommonAlgorithm),
        ("[\"RS256\",\"ES256\"]", "[]", .noCommonAlgorithm),
        ("[\"RS256\",\"ES256\"]", "\"RS256\"", .malformed),
        ("[\"client_secret_post\",\"client_secret_basic\"]", "[\"none\"]", .noCommonAuthentication),
    ])
    func `a document that is wrong in one way is refused`(
        part: String, replacement: String, expected: DiscoveryRefusal
    ) throws {
        let range = try #require(Samples.document.firstRange(of: part))
        let changed = Samples.document.replacingCharacters(range, with: replacement)
        #expect(throws: expected) { try read(changed) }
    }

    @Test(arguments: [("", ClientAuthentication.basic), ("[\"x\",\"client_secret_post\"]", .post)])
    func `our secret goes as the provider asks`(methods: String, expected: ClientAuthentication) throws {
        let range = try #require(
            Samples.document.firstRange(of: "[\"client_secret_post\",\"client_secret_basic\"]"))
        let changed = Samples.document.replacingCharacters(range, with: methods.isEmpty ? "null" : methods)
        #expect(try read(changed).clientAuthentication == expected)
    }

    @Test func `a document that is cut, empty or of another kind is refused`() {
        for count in 0..<Samples.document.count {
            #expect(throws: DiscoveryRefusal.malformed) { try read(String(Samples.document.prefix(count))) }
        }
        for text in ["[]", "null", "7", "\"\"", "{}", String(repeating: "[", count: 100_000)] {
            #expect(throws: DiscoveryRefusal.malformed) { try read(text) }
        }
    }

    @Test(arguments: [
        ("https://login.example.nl", "https://login.example.nl/.well-known/openid-configuration"),
        ("https://login.example.nl/", "https://login.example.nl/.well-known/openid-configuration"),
        (
            "https://login.example.nl/t/v2.0",
            "https://login.example.nl/t/v2.0/.well-known/openid-configuration"
        ),
        ("https://login.example.nl/?t=1", nil),
    ])
    func `the document stands at the issuer`(issuer: String, expected: String?) throws {
        #expect(ProviderConfiguration.address(of: try #require(ProviderAddress(issuer)))?.text == expected)
    }

    @Test(arguments: [
        "https://a.nl", "https://a.nl:8443/x?y=z", "http://127.0.0.1:80/", "http://localhost",
        "http://[::1]:1/x",
        "https://[2001:db8::1]/",
    ])
    func `an address that is safe is taken`(text: String) {
        #expect(ProviderAddress(text)?.text == text)
    }

    @Test(arguments: [
        "", "https://", "https:///x", "http://a.nl", "http://127.0.0.2/", "http://127.0.0.1.a.nl/",
        "http://localhost.a.nl/", "HTTPS://a.nl", "ftp://a.nl", "https:a.nl", "//a.nl", "https://a.nl:0/",
        "https://a.nl:65536/", "https://a.nl:/", "https://a.nl:8a/", "https://a.nl:+1/", "https://u@a.nl/",
        "http://localhost@a.nl/", "http://a.nl@localhost/", "https://a.nl\\@b.nl/", "https://a.nl/#x",
        "https://a.nl/ x",
        "https://a.nl/\u{0}", "https://a.nl/\r\nHost: b", "https://é.nl/", "https://[::1/", "https://[a.nl]/",
        "https://a_b.nl/", "https://a%2Enl/", "https://" + String(repeating: "a", count: 2_048),
    ])
    func `an address that parsers could read in two ways is refused`(text: String) {
        #expect(ProviderAddress(text) == nil)
    }

    @Test func `random text is no address, and no crash`() {
        var generator = SystemRandomNumberGenerator()
        let letters = Array("htps:/[]@.?#a1%\\ ")
        for _ in 0..<20_000 {
            let noise = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                letters.randomElement(using: &generator) ?? ":"
            }
            _ = ProviderAddress("https://" + String(noise))
            _ = ProviderAddress(String(noise))
        }
    }
}

extension String {
    fileprivate func replacingCharacters(_ range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}
