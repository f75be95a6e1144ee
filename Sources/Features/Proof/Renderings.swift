public import Domain

/// Something that leaves this product as words, written out once to be read by the proof of P03.
public struct Rendering: Sendable {
    public enum Kind: CaseIterable, Sendable {
        case mail, page
        /// Where a reader looks for whom to ask: these carry the contact for privacy too.
        case statementPage, contactPage
    }

    public let kind: Kind
    /// How a finding names it.
    public let name: String
    public let text: String

    public init(_ kind: Kind, _ name: String, _ text: String) {
        self.kind = kind
        self.name = name
        self.text = text
    }
}

/// The words of this layer, with invented values. Pages are written a layer higher: the executable brings both.
public enum Renderings {
    /// Every mail in every language, in both its forms.
    public static func mails(_ statement: Statement, site: PublicSite, now: Moment) throws -> [Rendering] {
        let writer = MessageWriter(
            controller: statement.controller, site: site, secretTerm: try statement.term(of: .signInSecret))
        var generator = SystemRandomNumberGenerator()
        let secret = OneTimeSecret(random: &generator)
        let topics: [MessageTopic] = [
            .signInLink(token: Sensitive("voorbeeld")), .stepUpCode(secret), .welcome,
            .awaitingGuardian(until: now),
            .contactAnswer(Sensitive("Voorbeeld"), gone: try statement.term(of: .contactRequest)),
            .contractEnded(service: nil, goneBy: now), .agreementEnded(goneBy: now),
            .dataSheet(title: "Voorbeeld", version: 1),
            .breakGlass(number: "3F2A-91BC"), .contactChangeCode(secret, changes: .mail),
            .contactChanged(.mail), .consentGiven, .serviceStopped(goneBy: now), .ownDecision(until: now),
            .guardianRequest(token: Sensitive("voorbeeld"), until: now, isReminder: true),
        ]
        var mails: [Rendering] = []
        for topic in topics {
            for language in Language.allCases {
                guard case .mail(let content) = writer.words(topic, by: .mail, in: language) else { continue }
                let name = "mail \(topic.kind.rawValue) \(language.rawValue)"
                mails.append(Rendering(.mail, name + " text", content.text))
                mails.append(Rendering(.mail, name + " html", content.html))
            }
        }
        return mails
    }
}
