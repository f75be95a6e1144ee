/// What there is to say, before it is words.
public enum MessageTopic: Sendable {
    case enrolmentCode(OneTimeSecret)
    case signInCode(OneTimeSecret)
    /// The token behind the link: only the button on the page it leads to uses it up.
    case signInLink(token: Sensitive<String>)
    case stepUpCode(OneTimeSecret)
    /// To the new number or address and to the one that stays: it says what changes.
    case contactChangeCode(OneTimeSecret, changes: Message.Channel)
    /// To what was theirs until now. It does not say what took its place.
    case contactChanged(Message.Channel)
    case welcome
    case awaitingGuardian(until: Moment)
    /// To a guardian: the token behind the link to say yes or no, and until when that can be done.
    case guardianRequest(token: Sensitive<String>, until: Moment, isReminder: Bool)
    case guardianCode(OneTimeSecret)
    case consentGiven
    /// To a child: when everything is gone if nobody says yes again.
    case serviceStopped(goneBy: Moment)
    /// To who turned sixteen: until when their own answer is waited for.
    case ownDecision(until: Moment)
    /// To a colleague: the token behind the link, and how long it works.
    case invitation(token: Sensitive<String>, term: CalendarTerm)
    /// To who asked something through the contact form: our words, and when all of it goes.
    case contactAnswer(Sensitive<String>, gone: CalendarTerm)
    /// To a customer's administrators: which service ended, and when the last of its people's data is gone.
    case contractEnded(service: Wording?, goneBy: Moment)
    /// To a person: when their data is gone at the latest.
    case agreementEnded(goneBy: Moment)
    case dataSheet(title: String, version: Int)
    /// To a customer's administrators: the name of the batch is the customer's own, and leads to nobody.
    case codesEnding(batch: String, unused: Int, lastDay: CalendarDay, id: String)
    /// To every privacy officer: the number of the case, and no name of anybody.
    case breakGlass(number: String)
    /// To who asked something about their own data. The words of it wait behind their own door.
    case rightsAnswered
    case rightsExtended(until: Moment)
    case mobile(MobileNews)

    public var kind: MessageKind {
        switch self {
        case .enrolmentCode: .enrolmentCode
        case .signInCode: .signInCode
        case .signInLink: .signInLink
        case .stepUpCode: .stepUpCode
        case .contactChangeCode: .contactChangeCode
        case .contactChanged(.sms): .mobileNumberChanged
        case .contactChanged(.mail): .emailAddressChanged
        case .welcome: .welcome
        case .awaitingGuardian: .awaitingGuardian
        case .guardianRequest: .guardianRequest
        case .guardianCode: .guardianCode
        case .consentGiven: .consentGiven
        case .serviceStopped: .serviceStopped
        case .ownDecision: .ownDecision
        case .invitation: .invitation
        case .contactAnswer: .contactAnswer
        case .contractEnded: .contractEnded
        case .agreementEnded: .agreementEnded
        case .dataSheet: .dataSheet
        case .codesEnding: .codesEnding
        case .breakGlass: .breakGlass
        case .rightsAnswered: .rightsAnswered
        case .rightsExtended: .rightsExtended
        case .mobile(let news): news.kind
        }
    }
}

/// Where a message goes. It prints nothing.
public enum MessageAddress: Hashable, Sendable {
    case sms(MobileNumber)
    case mail(EmailAddress)

    public var channel: Message.Channel {
        switch self {
        case .sms: .sms
        case .mail: .mail
        }
    }
}

/// Where this product is found: it signs the text messages and starts the links.
public struct PublicSite: Hashable, Sendable {
    /// Such as `https://bueno.example.nl`, without a slash at the end.
    public let url: String

    /// Refuses what is no web address.
    public init?(url: String) {
        guard let host = Self.host(of: url), !host.isEmpty else { return nil }
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
    }

    /// A phone fills a code in only on the site whose name stands in the message.
    public var host: String { Self.host(of: url) ?? "" }

    public func signInLink(token: String) -> String { "\(url)/inloggen/link/\(token)" }

    public var applicationsLink: String { "\(url)/klant/aanvragen" }

    public var phoneLink: String { "\(url)/mijn/telefoon" }
    public func guardianLink(token: String) -> String { "\(consentLink)/\(token)" }

    /// Without the scheme, for a text message: a phone makes a link of it all the same.
    public var shortConsentLink: String { "\(host)/toestemming" }

    /// Where a guardian reads, decides and takes back: it always works, with a code to their phone.
    public var consentLink: String { "\(url)/toestemming" }

    public var contactLink: String { "\(url)/contact" }

    public func invitationLink(token: String) -> String { "\(url)/uitnodiging/\(token)" }

    public func batchLink(id: String) -> String { "\(url)/klant/codes/\(id)" }

    private static func host(of url: String) -> String? {
        for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
            let rest = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "@") }) else {
                return nil
            }
            return String(rest.prefix { $0 != ":" })
        }
        return nil
    }
}
