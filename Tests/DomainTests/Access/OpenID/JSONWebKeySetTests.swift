import Domain
import Testing

@Suite struct JSONWebKeySetTests {
    private static let modulus = Base64URL.text([UInt8](repeating: 0xAB, count: 256))
    private static let coordinate = Base64URL.text([UInt8](repeating: 0xAB, count: 32))

    private func keys(_ members: String) throws -> [JSONWebKey] {
        try JSONWebKeySet(json: Array(#"{"keys":[{\#(members)}]}"#.utf8)).keys
    }

    @Test(arguments: [
        (#""kty":"RSA","n":"\#(modulus)","e":"AQAB""#, [SignatureAlgorithm.rs256, .ps256]),
        (#""kty":"RSA","n":"AAAA\#(modulus)","e":"AQAB""#, [.rs256, .ps256]),
        (#""kty":"RSA","use":"sig","alg":"PS256","n":"\#(modulus)","e":"AQAB""#, [.ps256]),
        (#""kty":"RSA","key_ops":["verify"],"n":"\#(modulus)","e":"Aw""#, [.rs256, .ps256]),
        (#""kty":"EC","crv":"P-256","x":"\#(coordinate)","y":"\#(coordinate)""#, [.es256]),
        (#""kty":"EC","alg":"RS256","crv":"P-256","x":"\#(coordinate)","y":"\#(coordinate)""#, []),
    ])
    func `a key serves the signatures of its kind`(members: String, expected: [SignatureAlgorithm]) throws {
        let key = try #require(try keys(members).first)
        #expect(SignatureAlgorithm.allCases.filter { key.serves($0) } == expected)
    }

    @Test(arguments: [
        "", #""kty":7"#, #""kty":"oct","k":"AAAA""#, #""kty":"OKP","crv":"Ed25519","x":"\#(coordinate)""#,
        #""kty":"RSA","e":"AQAB""#, #""kty":"RSA","n":"\#(modulus)""#, #""kty":"RSA","n":"AQAB","e":"AQAB""#,
        #""kty":"RSA","n":"\#(modulus)","e":"AQ""#, #""kty":"RSA","n":"\#(modulus)","e":"BA""#,
        #""kty":"RSA","n":"\#(modulus)","e":"""#, #""kty":"RSA","n":"\#(modulus)","e":"AQABAQAB""#,
        #""kty":"RSA","n":"\#(modulus)==","e":"AQAB""#, #""kty":"RSA","n":7,"e":"AQAB""#,
        #""kty":"RSA","use":"enc","n":"\#(modulus)","e":"AQAB""#,
        #""kty":"RSA","use":null,"n":"\#(modulus)","e":"AQAB""#,
        #""kty":"RSA","alg":"RSA-OAEP","n":"\#(modulus)","e":"AQAB""#,
        #""kty":"RSA","alg":"HS256","n":"\#(modulus)","e":"AQAB""#,
        #""kty":"RSA","key_ops":["encrypt"],"n":"\#(modulus)","e":"AQAB""#,
        #""kty":"EC","crv":"P-384","x":"\#(coordinate)","y":"\#(coordinate)""#,
        #""kty":"EC","crv":"P-256","x":"\#(coordinate)","y":"AAAA""#,
        #""kty":"EC","crv":"P-256","x":"\#(coordinate)""#,
    ])
    func `a key of another kind, use or form is left out`(members: String) throws {
        #expect(try keys(members) == [])
    }

    @Test func `a modulus of more than 8,192 bits is left out, because it costs work`() throws {
        let long = Base64URL.text([UInt8](repeating: 0xAB, count: 1_025))
        #expect(try keys(#""kty":"RSA","n":"\#(long)","e":"AQAB""#) == [])
    }

    @Test func `one strange key does not hide the others`() throws {
        let json =
            #"{"keys":[7,null,{"kty":"OKP"},[{}],{"kty":"RSA","kid":"a","n":"\#(Self.modulus)","e":"AQAB"}]}"#
        #expect(try JSONWebKeySet(json: Array(json.utf8)).keys.map(\.id) == ["a"])
    }

    @Test(arguments: ["", "{}", "[]", #"{"keys":{}}"#, #"{"keys":null}"#, #"{"keys":["#])
    func `what is no set of keys is refused`(json: String) {
        #expect(throws: DiscoveryRefusal.malformed) { try JSONWebKeySet(json: Array(json.utf8)) }
    }

    @Test func `a hundred keys are read and more are refused`() throws {
        let many = Array(repeating: "{}", count: 100).joined(separator: ",")
        #expect(try JSONWebKeySet(json: Array("{\"keys\":[\(many)]}".utf8)).keys == [])
        #expect(throws: DiscoveryRefusal.malformed) {
            try JSONWebKeySet(json: Array("{\"keys\":[\(many),{}]}".utf8))
        }
    }
}
