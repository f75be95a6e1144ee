import Domain
import Testing

@Suite struct SignOnTests {
    typealias Samples = OpenIDSamples

    private func configuration(_ endpoint: String = "/authorize") throws -> ProviderConfiguration {
        let document = Samples.document.replacing("/authorize", with: endpoint)
        return try ProviderConfiguration(json: Array(document.utf8), of: try Samples.issuer())
    }

    @Test(arguments: [("/authorize", "/authorize?"), ("/a?tenant=1", "/a?tenant=1&")])
    func `a request is written to the letter`(endpoint: String, start: String) throws {
        let provider = try Samples.provider()
        let request = AuthorizationRequest(
            try configuration(endpoint), provider: provider, attempt: try Samples.attempt(at: provider.id),
            codeChallenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            returningTo: "https://bueno.example.nl/klant/terug?x=1&y=é")
        #expect(
            request.url == "https://login.example.nl" + start
                + "response_type=code&scope=openid%20email%20profile"
                + "&client_id=bueno%20client"
                + "&redirect_uri=https%3A%2F%2Fbueno.example.nl%2Fklant%2Fterug%3Fx%3D1%26y%3D%C3%A9"
                + "&state=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
                + "&nonce=ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256")
    }

    @Test func `an attempt is kept as bytes and comes back the same`() throws {
        let attempt = try Samples.attempt(at: .random())
        let read = try #require(SignOnAttempt(bytes: attempt.bytes))
        #expect(read == attempt)
        // RFC 7636 asks for 43 to 128 characters.
        #expect(read.codeVerifier.reveal().count == 43)
        #expect(Set([read.state, read.nonce, read.codeVerifier].map { $0.reveal() }).count == 3)
        for count in 0..<attempt.bytes.count {
            #expect(SignOnAttempt(bytes: Array(attempt.bytes.prefix(count))) == nil)
        }
        #expect(SignOnAttempt(bytes: attempt.bytes + [0]) == nil)
        #expect(SignOnAttempt(bytes: [2] + attempt.bytes.dropFirst()) == nil)
        #expect(SignOnAttempt(random: [UInt8](repeating: 0, count: 95), provider: attempt.provider) == nil)
        var dumped = ""
        dump(attempt, to: &dumped)
        #expect(!dumped.contains(attempt.state.reveal()) && !dumped.contains("- 95\n"))
    }

    @Test func `only the answer to this attempt gives a code`() throws {
        let attempt = try Samples.attempt(at: .random())
        let state = attempt.state.reveal()
        let configuration = try configuration()
        func code(_ state: String?, _ code: String?, _ error: String? = nil, _ issuer: String? = nil) throws
            -> String
        {
            try AuthorizationAnswer(state: state, code: code, error: error, issuer: issuer)
                .code(for: attempt, from: configuration).reveal()
        }
        #expect(try code(state, "abc") == "abc")
        #expect(try code(state, "abc", nil, Samples.issuerText) == "abc")
        for wrong in [nil, "", state + "A", String(state.dropLast()), state.lowercased(), " " + state] {
            #expect(throws: SignOnRefusal.stateMismatch) { try code(wrong, "abc") }
        }
        #expect(throws: SignOnRefusal.issuerMismatch) {
            try code(state, "abc", nil, "https://login.example.nl")
        }
        #expect(throws: SignOnRefusal.denied) { try code(state, nil, "access_denied") }
        #expect(throws: SignOnRefusal.providerRefused) { try code(state, "abc", "server_error") }
        for wrong in [nil, "", String(repeating: "a", count: 4_097)] {
            #expect(throws: SignOnRefusal.answerMalformed) { try code(state, wrong) }
        }
    }

    @Test func `a provider that names itself in answers must do so`() throws {
        let document =
            Samples.document.dropLast() + ",\"authorization_response_iss_parameter_supported\":true}"
        let configuration = try ProviderConfiguration(json: Array(document.utf8), of: try Samples.issuer())
        let attempt = try Samples.attempt(at: .random())
        let silent = AuthorizationAnswer(state: attempt.state.reveal(), code: "abc", error: nil, issuer: nil)
        #expect(throws: SignOnRefusal.issuerMismatch) { try silent.code(for: attempt, from: configuration) }
    }

    @Test(
        arguments: [
            ([("groups", "bueno-admin", Role.customerAdmin)], [Role.customerAdmin]),
            (
                [("groups", "other", .caseworker), ("team", "Zorg", .customerFinance)],
                [.caseworker, .customerFinance]
            ),
            ([("team", "Zorg", .customerViewer), ("team", "Welzijn", .customerAdmin)], [.customerViewer]),
        ] as [([(String, String, Role)], [Role])])
    func `what the provider says gives roles by the customer's rules`(
        rules: [(String, String, Role)], expected: [Role]
    ) throws {
        let rules = try rules.map { try #require(ClaimRule(claim: $0.0, value: $0.1, role: $0.2)) }
        let identity = try Samples.identity(Samples.claims())
        #expect(try ClaimMap(rules: rules).roles(of: identity) == Set(expected))
    }

    @Test(
        arguments: [
            [], [("groups", "BUENO-ADMIN")], [("groups", "bueno")], [("groups", "7")], [("team", "Zor")],
            [("none", "x")], [("email_verified", "true")], [("exp", "1")],
        ] as [[(String, String)]])
    func `without a rule that fits nobody gets in`(rules: [(String, String)]) throws {
        let rules = try rules.map { try #require(ClaimRule(claim: $0.0, value: $0.1, role: .customerAdmin)) }
        let identity = try Samples.identity(Samples.claims())
        #expect(throws: SignOnRefusal.noRole) { try ClaimMap(rules: rules).roles(of: identity) }
    }

    @Test func `no provider elsewhere makes somebody staff`() {
        for role in Role.allCases {
            let isAtCustomer: Bool
            switch role {
            case .customerAdmin, .caseworker, .customerFinance, .customerViewer: isAtCustomer = true
            default: isAtCustomer = false
            }
            #expect((ClaimRule(claim: "groups", value: "x", role: role) != nil) == isAtCustomer)
        }
    }
}
