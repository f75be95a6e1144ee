import Domain
import Testing

@Suite struct IDTokenTests {
    typealias Samples = OpenIDSamples

    @Test func `a token that is all right says who it is`() throws {
        let identity = try Samples.identity(Samples.claims())
        #expect(identity.subject.reveal() == "248289761001")
        #expect(identity.email == EmailAddress("v.voorbeeld@example.nl"))
        #expect(identity.isEmailVerified)
        var dumped = ""
        dump(identity, to: &dumped)
        #expect(!dumped.contains("voorbeeld") && !dumped.contains("248289761001"))
    }

    @Test(
        arguments: [
            (["iss": nil], IDTokenRefusal.malformed), (["iss": "7"], .malformed),
            (["iss": "\"https://login.example.nl/tenant/\""], .wrongIssuer),
            (["iss": "\"https://LOGIN.example.nl/tenant\""], .wrongIssuer),
            (["aud": nil], .malformed), (["aud": "{}"], .malformed), (["aud": "\"other\""], .wrongAudience),
            (["aud": "[]"], .wrongAudience), (["aud": "[\"other\",7]"], .wrongAudience),
            (["aud": "\"bueno2\""], .wrongAudience),
            (["aud": "[\"bueno\",\"other\"]"], .wrongAuthorizedParty),
            (["azp": "\"other\""], .wrongAuthorizedParty), (["azp": "null"], .wrongAuthorizedParty),
            (["exp": nil], .malformed), (["exp": "\"300\""], .malformed), (["exp": "1e300"], .malformed),
            (["exp": "-1"], .malformed), (["exp": "null"], .malformed), (["exp": "0"], .expired),
            (["exp": "\(Samples.seconds - 60)"], .expired), (["iat": nil], .malformed),
            (["iat": "[1]"], .malformed),
            (["iat": "\(Samples.seconds + 61)"], .issuedInFuture),
            (["iat": "\(Samples.seconds - 661)"], .tooOld),
            (["iat": "0"], .tooOld), (["nbf": "\(Samples.seconds + 61)"], .issuedInFuture),
            (["nbf": "\"now\""], .malformed), (["nonce": nil], .wrongNonce), (["nonce": "\"\""], .wrongNonce),
            (["nonce": "\"n-0S7\""], .wrongNonce), (["nonce": "\"n-0S6 \""], .wrongNonce),
            (["sub": nil], .subjectMalformed),
            (["sub": "\"\""], .subjectMalformed), (["sub": "7"], .subjectMalformed),
            (["sub": "\"" + String(repeating: "s", count: 256) + "\""], .subjectMalformed),
        ] as [([String: String?], IDTokenRefusal)])
    func `one claim that is wrong makes it nobody's`(
        changes: [String: String?], expected: IDTokenRefusal
    ) {
        #expect(throws: expected) { try Samples.identity(Samples.claims(changes)) }
    }

    @Test(
        arguments: [
            ["aud": "[\"bueno\"]"], ["aud": "[\"bueno\",\"bueno\"]"], ["azp": "\"bueno\""],
            ["aud": "[\"other\",\"bueno\"]", "azp": "\"bueno\""], ["exp": "\(Samples.seconds - 59)"],
            ["exp": "\(Samples.seconds + 300).5"], ["iat": "\(Samples.seconds + 60)"],
            ["iat": "\(Samples.seconds - 660)"], ["email_verified": "\"true\""],
            ["nbf": "\(Samples.seconds)"],
            ["sub": "\"" + String(repeating: "s", count: 255) + "\""],
        ] as [[String: String?]])
    func `what the standard allows is believed`(changes: [String: String?]) throws {
        #expect(try Samples.identity(Samples.claims(changes)).isEmailVerified)
    }

    @Test(arguments: ["\"no address\"", "7", "null", nil])
    func `an address that is none is left out`(email: String?) throws {
        #expect(try Samples.identity(Samples.claims(["email": email])).email == nil)
    }

    @Test(arguments: ["false", "\"false\"", "1", "null", nil])
    func `an address is verified only when the provider says so`(verified: String?) throws {
        #expect(try !Samples.identity(Samples.claims(["email_verified": verified])).isEmailVerified)
    }

    @Test(arguments: [
        (#"{"alg":"none"}"#, IDTokenRefusal.algorithmNotAllowed),
        (#"{"alg":"NONE","kid":"rsa"}"#, .algorithmNotAllowed),
        (#"{"alg":"HS256","kid":"rsa"}"#, .algorithmNotAllowed),
        (#"{"alg":"RS512","kid":"rsa"}"#, .algorithmNotAllowed),
        (#"{"alg":"rs256","kid":"rsa"}"#, .algorithmNotAllowed),
        (#"{"alg":"PS256","kid":"rsa"}"#, .algorithmNotAllowed),
        (#"{"alg":"ES256","kid":"rsa"}"#, .algorithmNotAllowed),
        (#"{"alg":"RS256","kid":"ec"}"#, .algorithmNotAllowed),
        (#"{"alg":"RS256","kid":"other"}"#, .unknownKey), (#"{"alg":"RS256","kid":""}"#, .unknownKey),
        (#"{"alg":"RS256","kid":7}"#, .malformed), (#"{"alg":"RS256","kid":null}"#, .malformed),
        (#"{"alg":7}"#, .malformed), (#"{"kid":"rsa"}"#, .malformed), (#"["RS256"]"#, .malformed),
        ("", .malformed),
        ("\u{FEFF}{\"alg\":\"RS256\"}x", .malformed),
        (#"{"alg":"RS256","kid":"rsa","crit":["exp"]}"#, .criticalHeader),
        (#"{"alg":"RS256","kid":"rsa","crit":null}"#, .criticalHeader),
        (#"{"alg":"RS256","kid":"rsa","typ":"at+jwt"}"#, .wrongType),
        (#"{"alg":"RS256","kid":"rsa","typ":"logout+jwt"}"#, .wrongType),
        (#"{"alg":"RS256","kid":"rsa","typ":null}"#, .wrongType),
    ])
    func `a header that asks for something else is refused`(header: String, expected: IDTokenRefusal) {
        #expect(throws: expected) { try Samples.identity(Samples.claims(), header: header) }
    }

    @Test(arguments: [
        #"{"alg":"RS256"}"#, #"{"alg":"RS256","kid":"rsa","typ":"jwt","jku":"https://x.nl"}"#,
        #"{"alg":"ES256"}"#,
    ])
    func `the key is the one with its id, or the only one that can`(header: String) throws {
        _ = try Samples.identity(Samples.claims(), header: header)
    }

    @Test func `without an id and with two keys that can, none is guessed`() throws {
        let token = try IDToken(compact: Samples.token(header: #"{"alg":"RS256"}"#, claims: Samples.claims()))
        let rsa = JSONWebKey(id: nil, algorithm: nil, material: .rsa(modulus: [1], exponent: [3]))
        #expect(throws: IDTokenRefusal.unknownKey) { try token.key(in: JSONWebKeySet(keys: [rsa, rsa])) }
        #expect(throws: IDTokenRefusal.unknownKey) { try token.key(in: JSONWebKeySet(keys: [])) }
    }

    @Test func `claims are not looked at before the signature was`() {
        #expect(throws: IDTokenRefusal.badSignature) {
            try Samples.identity("no claims at all", signature: "bad")
        }
        #expect(throws: IDTokenRefusal.malformed) { try Samples.identity("no claims at all") }
    }

    @Test(arguments: ["[]", "7", "null", "{", "{}{}", #"{"a":}"#])
    func `signed bytes that are no claims are refused`(claims: String) {
        #expect(throws: IDTokenRefusal.malformed) { try Samples.identity(claims) }
    }
}
