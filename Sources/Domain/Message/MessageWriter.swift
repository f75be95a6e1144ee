/// The words of a message, for one way of sending.
public enum MessageWords: Hashable, Sendable {
    case sms(String)
    case mail(MailContent)
}

/// Writes every message: short, in plain words, and without a name, an address or a picture.
public struct MessageWriter: Sendable {
    private let controller: Controller
    private let site: PublicSite
    /// How long a code or link works.
    private let secretTerm: CalendarTerm

    public init(controller: Controller, site: PublicSite, secretTerm: CalendarTerm) {
        self.controller = controller
        self.site = site
        self.secretTerm = secretTerm
    }

    /// Nothing when this kind does not go that way.
    ///
    /// - `isNeutral`: for who is read along with; only codes and links have such words.
    public func words(
        _ topic: MessageTopic, by channel: Message.Channel, in language: Language, isNeutral: Bool = false
    ) -> MessageWords? {
        guard topic.kind.channels.contains(channel) else { return nil }
        if isNeutral { return NeutralWords(topic, site: site)?.words(by: channel, in: language) }
        switch channel {
        case .sms: return sms(topic, in: language).map(MessageWords.sms)
        case .mail: return .mail(letter(topic, in: language).content(in: language, from: controller))
        }
    }

    private func sms(_ topic: MessageTopic, in language: Language) -> String? {
        let term = secretTerm.text(in: language)
        let sentence: Wording
        let code: String
        switch topic {
        case .enrolmentCode(let secret), .signInCode(let secret):
            code = secret.reveal()
            sentence = Wording(
                dutch: "BuenO: uw code is \(code). Hij werkt \(term). Geef hem aan niemand.",
                english: "BuenO: your code is \(code). It works for \(term). Give it to nobody.")
        case .stepUpCode(let secret):
            code = secret.reveal()
            sentence = Wording(
                dutch: "BuenO: bevestig met code \(code). Vroeg u dit niet? Doe dan niets.",
                english: "BuenO: confirm with code \(code). You did not ask for this? Then do nothing.")
        case .contactChangeCode(let secret, let channel):
            code = secret.reveal()
            let what = Self.yours(channel)
            sentence = Wording(
                dutch: "BuenO: code \(code) om \(what.dutch) te veranderen. "
                    + "Vroeg u dit niet? Geef hem aan niemand.",
                english: "BuenO: code \(code) to change \(what.english). "
                    + "You did not ask for this? Give it to nobody.")
        case .contactChanged:
            return Wording(
                dutch:
                    "BuenO: uw mobiele nummer is veranderd. Was u dit niet? Ga meteen naar \(site.host)/contact",
                english: "BuenO: your mobile number was changed. Not you? Go to \(site.host)/contact at once"
            ).text(in: language)
        case .guardianCode(let secret):
            code = secret.reveal()
            sentence = guardianCodeText(code, term: term)
        case .guardianRequest(let token, let service, _, let isReminder):
            return guardianRequestText(
                "\(site.shortConsentLink)/\(token.reveal())", for: service, isReminder: isReminder
            ).text(in: language)
        case .paperDeclined(let flaw, let token, _):
            return paperDeclinedText(flaw, "\(site.shortConsentLink)/\(token.reveal())").text(in: language)
        case .consentGiven: return consentGivenText(site.shortConsentLink).text(in: language)
        case .signInLink, .welcome, .awaitingGuardian, .invitation, .contactAnswer, .contractEnded,
            .agreementEnded,
            .dataSheet, .codesEnding, .breakGlass, .rightsAnswered, .rightsExtended, .mobile, .serviceStopped,
            .ownDecision:
            return nil
        }
        // The last line lets the phone fill in the code, on our site alone.
        return "\(sentence.text(in: language))\n@\(site.host) #\(code)"
    }

    private func letter(_ topic: MessageTopic, in language: Language) -> MailLetter {
        let lines: [MailLetter.Line] =
            switch topic {
            case .enrolmentCode(let secret), .signInCode(let secret), .stepUpCode(let secret),
                .guardianCode(let secret):
                codeLines(secret)
            case .guardianRequest(let token, let service, let until, let isReminder):
                guardianRequestLines(
                    site.guardianLink(token: token.reveal()), for: service, until: until,
                    isReminder: isReminder)
            case .paperDeclined(let flaw, let token, let until):
                paperDeclinedLines(flaw, site.guardianLink(token: token.reveal()), until: until)
            case .consentGiven(let service): consentGivenLines(site.consentLink, for: service)
            case .serviceStopped(let service, let goneBy):
                serviceStoppedLines(service, goneBy: goneBy, site: site)
            case .ownDecision(let until): ownDecisionLines(until: until, site: site)
            case .contactChangeCode(let secret, let channel): contactChangeLines(secret, channel)
            case .contactChanged: contactChangedLines
            case .signInLink(let token): linkLines(site.signInLink(token: token.reveal()))
            case .welcome: welcomeLines
            case .awaitingGuardian(let until): guardianLines(until: until)
            case .invitation(let token, let term):
                invitationLines(site.invitationLink(token: token.reveal()), term: term)
            case .contactAnswer(let answer, let term): answerLines(answer.reveal(), gone: term)
            case .contractEnded(let service, let goneBy):
                contractEndedLines(service, goneBy: goneBy, site: site)
            case .agreementEnded(let goneBy): agreementEndedLines(goneBy: goneBy, site: site)
            case .dataSheet(let title, let version): dataSheetLines(title, version: version, site: site)
            case .codesEnding(let batch, let unused, let lastDay, let id):
                endingLines(batch, unused: unused, lastDay: lastDay, link: site.batchLink(id: id))
            case .breakGlass(let number): breakGlassLines(number)
            case .rightsAnswered: rightsAnsweredLines(site: site)
            case .rightsExtended(let until): rightsExtendedLines(until: until, site: site)
            case .mobile(let news): mobileLines(news, site: site)
            }
        return MailLetter(subject: topic.kind.title(in: language), lines: lines)
    }

    private func codeLines(_ secret: OneTimeSecret) -> [MailLetter.Line] {
        [
            .say("Uw code is:", "Your code is:"),
            .code(secret.reveal()),
            .say(
                "De code werkt \(secretTerm.text(in: .dutch)). Geef hem aan niemand.",
                "The code works for \(secretTerm.text(in: .english)). Give it to nobody."),
            Self.notYou,
        ]
    }

    private func contactChangeLines(
        _ secret: OneTimeSecret, _ channel: Message.Channel
    ) -> [MailLetter.Line] {
        let what = Self.yours(channel)
        return [
            .say(
                "U wilt \(what.dutch) bij BuenO veranderen. Uw code is:",
                "You want to change \(what.english) at BuenO. Your code is:"),
            .code(secret.reveal()),
            .say(
                "De code werkt \(secretTerm.text(in: .dutch)). Geef hem aan niemand.",
                "The code works for \(secretTerm.text(in: .english)). Give it to nobody."),
            .say(
                "Vroeg u dit niet? Dan probeert iemand anders het misschien. Zonder deze code verandert er niets.",
                "You did not ask for this? Then somebody else may be trying. Without this code nothing changes."
            ),
        ]
    }

    private var contactChangedLines: [MailLetter.Line] {
        [
            .say(
                "Uw e-mailadres bij BuenO is veranderd. Op dit adres krijgt u van ons niets meer.",
                "Your e-mail address at BuenO was changed. You will get nothing more from us at this address."
            ),
            .say("Was u dit zelf? Dan hoeft u niets te doen.", "Was it you? Then you need not do anything."),
            .link(
                Wording(
                    dutch: "Was u dit niet? Neem meteen contact op", english: "Not you? Contact us at once"),
                address: "\(site.url)/contact"),
        ]
    }

    private static func yours(_ channel: Message.Channel) -> Wording {
        switch channel {
        case .sms: Wording(dutch: "uw mobiele nummer", english: "your mobile number")
        case .mail: Wording(dutch: "uw e-mailadres", english: "your e-mail address")
        }
    }

    private func linkLines(_ link: String) -> [MailLetter.Line] {
        [
            .say(
                "U vroeg om in te loggen bij BuenO. Open deze link en druk op de knop.",
                "You asked to sign in to BuenO. Open this link and press the button."),
            .link(Wording(dutch: "Inloggen bij BuenO", english: "Sign in to BuenO"), address: link),
            .say(
                "De link werkt \(secretTerm.text(in: .dutch)), en maar één keer.",
                "The link works for \(secretTerm.text(in: .english)), and only once."),
            Self.notYou,
        ]
    }

    private var welcomeLines: [MailLetter.Line] {
        [
            .say(
                "U bent aangemeld bij BuenO. Voortaan logt u in met uw telefoon of met dit e-mailadres.",
                "You are enrolled at BuenO. From now on you sign in with your phone or this address."),
            .say(
                "In Mijn BuenO ziet u wat wij van u bewaren, tot wanneer, en wie het bekeek. "
                    + "U kunt daar ook alles wissen.",
                "In My BuenO you see what we keep about you, until when, and who looked at it. "
                    + "You can erase everything there too."),
            .link(Wording(dutch: "Naar Mijn BuenO", english: "Go to My BuenO"), address: "\(site.url)/mijn"),
            // P12: what this address is for, and that it is for nothing else.
            .say(
                "Op dit adres krijgt u alleen meldingen over uw account en over het bellen. Geen reclame.",
                "At this address you only get notices about your account and calling. No advertising."),
        ]
    }

    private func invitationLines(_ link: String, term: CalendarTerm) -> [MailLetter.Line] {
        [
            .say(
                "Iemand van uw organisatie gaf u toegang tot BuenO. Open deze link om een wachtwoord te kiezen.",
                "Somebody of your organisation gave you access to BuenO. Open this link to choose a password."
            ),
            .link(Wording(dutch: "Toegang instellen", english: "Set up your access"), address: link),
            .say(
                "Houd uw telefoon bij de hand: u zet er een app met inlogcodes op. "
                    + "De link werkt \(term.text(in: .dutch)), en maar één keer.",
                "Keep your phone at hand: you set up an app with sign-in codes on it. "
                    + "The link works for \(term.text(in: .english)), and only once."),
            Self.notYou,
        ]
    }

    /// The answer in its own paragraphs, as it was typed.
    private func answerLines(_ answer: String, gone term: CalendarTerm) -> [MailLetter.Line] {
        let paragraphs = answer.split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
        return [
            .say(
                "U vroeg ons iets via het contactformulier. Dit is ons antwoord.",
                "You asked us something through the contact form. This is our answer.")
        ] + paragraphs.map { .say($0, $0) } + [
            .link(
                Wording(
                    dutch: "Hebt u nog een vraag? Stel hem hier", english: "Another question? Ask it here"),
                address: site.contactLink),
            // P33: for nothing but contact, and gone a set time after it was answered.
            .say(
                "Wij gebruikten uw gegevens alleen voor dit antwoord. "
                    + "Uw vraag en dit antwoord wissen wij \(term.text(in: .dutch)) na vandaag.",
                "We used your details only for this answer. "
                    + "We erase your question and this answer \(term.text(in: .english)) from today."),
        ]
    }

    private func endingLines(
        _ batch: String, unused: Int, lastDay: CalendarDay, link: String
    ) -> [MailLetter.Line] {
        [
            .say(
                "De codes van '\(batch)' werken tot en met \(lastDay.start.writtenDay(in: .dutch)). "
                    + "\(unused == 1 ? "1 code is" : "\(unused) codes zijn") nog niet gebruikt.",
                "The codes of '\(batch)' work until \(lastDay.start.writtenDay(in: .english)). "
                    + "\(unused == 1 ? "1 code has" : "\(unused) codes have") not been used yet."),
            .say(
                "Wilt u mensen meer tijd geven? Maak de codes dan langer geldig.",
                "Do you want to give people more time? Then let the codes work longer."),
            .link(Wording(dutch: "Bekijk deze codes", english: "See these codes"), address: link),
            .say(
                "U krijgt dit bericht omdat u codes beheert. U krijgt het één keer.",
                "You get this message because you manage codes. You get it once."),
        ]
    }

    private func breakGlassLines(_ number: String) -> [MailLetter.Line] {
        [
            .say(
                "Iemand van BuenO opende zaak \(number) met spoed. "
                    + "Daarmee gaan gegevens open die anders dicht blijven. De zaak sluit na 4 uur.",
                "Somebody of BuenO broke case \(number) open. "
                    + "That opens data which otherwise stays shut. The case closes after 4 hours."),
            .say(
                "Kijk wat de reden was, en vraag ernaar als die u niet overtuigt.",
                "See what the reason was, and ask about it if it does not convince you."),
            .link(
                Wording(dutch: "Naar het toezicht", english: "Go to supervision"),
                address: "\(site.url)/kantoor/toezicht"),
        ]
    }

    private static let notYou = MailLetter.Line.say(
        "Vroeg u dit niet? Dan hoeft u niets te doen.",
        "You did not ask for this? Then you need not do anything.")
}

extension Substring {
    fileprivate var trimmed: String {
        let head = drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }
}
