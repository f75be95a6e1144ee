public import Domain

/// What leaves this product as words, written out once with invented values, to be read by a proof (P03).
public enum Renderings {
    /// Every mail in every language, by name.
    public static func mails(_ statement: Statement, site: PublicSite, now: Moment) throws -> [String: String]
    {
        let writer = MessageWriter(
            controller: statement.controller, site: site, secretTerm: try statement.term(of: .signInSecret))
        var generator = SystemRandomNumberGenerator()
        let secret = OneTimeSecret(random: &generator)
        let topics: [MessageTopic] = [
            .signInLink(token: Sensitive("voorbeeld")), .stepUpCode(secret), .welcome,
            .awaitingGuardian(until: now), .contactChangeCode(secret, changes: .mail), .contactChanged(.mail),
        ]
        var mails: [String: String] = [:]
        for topic in topics {
            for language in Language.allCases {
                guard case .mail(let content) = writer.words(topic, by: .mail, in: language) else { continue }
                let name = "mail \(topic.kind.rawValue) \(language.rawValue)"
                mails[name + " text"] = content.text
                mails[name + " html"] = content.html
            }
        }
        return mails
    }
}
