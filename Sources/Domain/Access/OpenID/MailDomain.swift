/// What stands behind the `@` of an organisation's addresses: by it people are led to their own sign-in page.
public struct MailDomain: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Of a whole address, or of the domain alone. Refuses what mail cannot be sent to.
    public init?(typed: String) {
        guard typed.utf8.count <= 400 else { return nil }
        let words = typed.filter { !$0.isWhitespace }
        let isWhole = words.contains("@") && !words.hasPrefix("@")
        let address = isWhole ? words : "postmaster@" + words.drop { $0 == "@" }
        guard let address = EmailAddress(address) else { return nil }
        self.init(of: address)
    }

    public init(of address: EmailAddress) {
        text = address.domain
    }

    public var description: String { text }

    /// Whether anybody gets an address there: such a domain is no organisation's, and nobody can claim it.
    public var isPublic: Bool { Self.open.contains(text) }

    private static let open: Set<String> = [
        "aol.com", "caiway.nl", "chello.nl", "fastmail.com", "gmail.com", "gmx.com", "gmx.net",
        "googlemail.com",
        "hetnet.nl", "home.nl", "hotmail.com", "hotmail.nl", "icloud.com", "kpnmail.nl", "live.com",
        "live.nl",
        "mail.com", "me.com", "msn.com", "online.nl", "outlook.com", "outlook.nl", "planet.nl", "pm.me",
        "proton.me",
        "protonmail.com", "solcon.nl", "tele2.nl", "telfort.nl", "upcmail.nl", "versatel.nl", "xs4all.nl",
        "yahoo.com", "yahoo.nl", "zeelandnet.nl", "ziggo.nl",
    ]
}
