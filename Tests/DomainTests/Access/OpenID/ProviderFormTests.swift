import Domain
import Testing

@Suite struct ProviderFormTests {
    private func form(
        issuer: String = "https://login.example.nl/tenant", client: String = "bueno",
        secret: String = "geheim", rules: [(String, String, String)] = [("groups", "zorg", "caseworker")]
    ) -> ProviderForm {
        ProviderForm(
            issuer: issuer, clientID: client, clientSecret: Sensitive(secret),
            rules: rules.map { .init(claim: $0.0, value: $0.1, role: $0.2) })
    }

    @Test func `every problem is told at once`() {
        let empty = form(issuer: "", client: "", secret: "", rules: [])
        #expect(
            throws: ProviderRefusal.invalid([
                .issuerMissing, .clientIDMissing, .secretMissing, .rulesMissing,
            ])
        ) {
            _ = try empty.checked(known: nil, allowsLoopback: false)
        }
    }

    @Test(arguments: [
        ("http://login.example.nl", ProviderProblem.issuerNotEncrypted),
        ("login.example.nl", .issuerNotEncrypted), ("https://", .issuerMalformed),
        ("https://login.example.nl/?tenant=1", .issuerMalformed), ("https://localhost/x", .issuerMalformed),
        ("http://127.0.0.1:8080/o", .issuerNotEncrypted),
    ])
    func `an issuer that we would not call is refused`(issuer: String, problem: ProviderProblem) {
        #expect(throws: ProviderRefusal.invalid([problem])) {
            _ = try form(issuer: issuer).checked(known: nil, allowsLoopback: false)
        }
    }

    @Test func `only where we run on this machine ourselves may a provider do so`() throws {
        let local = form(issuer: "http://127.0.0.1:8080/o")
        _ = try local.checked(known: nil, allowsLoopback: true)
    }

    @Test(
        arguments: [
            ([("groups", "", "caseworker")], ProviderProblem.ruleIncomplete(1)),
            ([("", "zorg", "caseworker")], .ruleIncomplete(1)),
            ([("", "", ""), ("groups", "zorg", "support")], .ruleIncomplete(2)),
            ([("groups", "zorg", "")], .ruleIncomplete(1)),
            ([("email", "zorg", "caseworker")], .ruleAboutOnePerson(1)),
            ([("groups", "noor@example.nl", "caseworker")], .ruleAboutOnePerson(1)),
        ] as [([(String, String, String)], ProviderProblem)])
    func `a rule is about a group and a role at the customer`(
        rules: [(String, String, String)], problem: ProviderProblem
    ) {
        #expect(throws: ProviderRefusal.invalid([problem])) {
            _ = try form(rules: rules).checked(known: nil, allowsLoopback: false)
        }
    }

    @Test func `a kept secret goes to nobody but whom it was given for`() throws {
        let known = (issuer: "https://login.example.nl/tenant", clientID: "bueno")
        let kept = try form(secret: "").checked(known: known, allowsLoopback: false)
        #expect(kept.newSecret == nil)
        for changed in [
            form(issuer: "https://elsewhere.example.nl", secret: ""), form(client: "other", secret: ""),
        ] {
            #expect(throws: ProviderRefusal.invalid([.secretNeededAnew])) {
                _ = try changed.checked(known: known, allowsLoopback: false)
            }
        }
    }

    @Test(arguments: [
        ("noor@Example.NL", "example.nl"), (" example.nl ", "example.nl"), ("@example.nl", "example.nl"),
    ])
    func `a domain is read from an address or alone`(typed: String, expected: String) {
        #expect(MailDomain(typed: typed)?.text == expected)
    }

    @Test(arguments: ["", "@", "noor", "a@b@c.nl", "noor@", "example", "exa mple"])
    func `what is no domain is refused`(typed: String) {
        #expect(MailDomain(typed: typed) == nil)
    }

    @Test func `where anybody gets an address is nobody's domain`() {
        #expect(MailDomain(typed: "noor@gmail.com")?.isPublic == true)
        #expect(MailDomain(typed: "noor@example.nl")?.isPublic == false)
    }
}
