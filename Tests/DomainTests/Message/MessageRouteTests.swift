import Domain
import Testing

/// Every kind of message, for who is read along with and who is not, with an address and without.
@Suite struct MessageRouteTests {
    private static let asked: Set<MessageKind> = [
        .enrolmentCode, .signInCode, .signInLink, .stepUpCode, .contactChangeCode, .invitation,
        .guardianRequest, .guardianCode, .paperDeclined,
    ]

    @Test(arguments: MessageKind.allCases)
    func `what is asked for goes, and what we would send by ourselves waits for who is read along with`(
        kind: MessageKind
    ) {
        let isAsked = Self.asked.contains(kind)
        let table: [(isSafe: Bool, hasAddress: Bool, route: MessageRoute?)] = [
            (false, true, .send),
            (false, false, isAsked ? nil : .keep),
            (true, true, isAsked ? .sendNeutrally : .keep),
            (true, false, isAsked ? nil : .keep),
        ]
        for row in table {
            let route = MessageRoute(kind, isContactSafe: row.isSafe, hasAddress: row.hasAddress)
            #expect(route == row.route, "safe \(row.isSafe), address \(row.hasAddress)")
        }
    }

    @Test(arguments: MessageKind.allCases.filter(\.isSecret), Language.allCases)
    func `neutral words say the code or the link and nothing of us`(kind: MessageKind, language: Language)
        throws
    {
        let writer = MessageWriter(
            controller: Controller(
                name: "BuenO Telecom", address: "Kielerbocht 3", postcode: "9723 JA", city: "Groningen",
                privacyContact: "privacy@bueno.example.nl", phone: nil),
            site: try #require(PublicSite(url: "https://site.example.nl")), secretTerm: .minutes(10))
        let secret = try #require(OneTimeSecret(typed: "012345"))
        let topic: MessageTopic =
            switch kind {
            case .enrolmentCode: .enrolmentCode(secret)
            case .stepUpCode: .stepUpCode(secret)
            case .contactChangeCode: .contactChangeCode(secret, changes: .sms)
            case .signInLink: .signInLink(token: Sensitive("0a1b2c"))
            case .invitation: .invitation(token: Sensitive("0a1b2c"), term: .days(7))
            default: .signInCode(secret)
            }
        for channel in topic.kind.channels {
            let text: String
            switch try #require(writer.words(topic, by: channel, in: language, isNeutral: true)) {
            case .sms(let words): text = words
            case .mail(let mail): text = [mail.subject, mail.text, mail.html].joined(separator: "\n")
            }
            #expect(text.contains("012345") || text.contains("https://site.example.nl/"))
            for name in [
                "BuenO", "Groningen", "privacy@", "nummer", "number", "veranderen", "bevestig", "@site",
            ] {
                #expect(!text.contains(name), "\(name)")
            }
        }
    }
}
