/// A code or link in words that do not say from whom or for what: somebody else may read along on this phone or in
/// this mailbox.
struct NeutralWords {
    private enum Thing {
        case code(String)
        case link(String)
    }

    private let thing: Thing

    /// Nothing for a notice: those are not sent to who is read along with.
    init?(_ topic: MessageTopic, site: PublicSite) {
        switch topic {
        case .enrolmentCode(let secret), .signInCode(let secret), .stepUpCode(let secret),
            .contactChangeCode(let secret, _), .guardianCode(let secret):
            thing = .code(secret.reveal())
        case .signInLink(let token): thing = .link(site.signInLink(token: token.reveal()))
        case .guardianRequest(let token, _, _): thing = .link(site.guardianLink(token: token.reveal()))
        case .invitation(let token, _): thing = .link(site.invitationLink(token: token.reveal()))
        case .contactChanged, .welcome, .awaitingGuardian, .contactAnswer, .contractEnded, .agreementEnded,
            .dataSheet, .codesEnding, .breakGlass, .rightsAnswered, .rightsExtended, .mobile, .consentGiven,
            .serviceStopped, .ownDecision:
            return nil
        }
    }

    func words(by channel: Message.Channel, in language: Language) -> MessageWords {
        switch (channel, thing) {
        case (.sms, .code(let text)), (.sms, .link(let text)):
            .sms(Wording(dutch: "Uw code is \(text)", english: "Your code is \(text)").text(in: language))
        case (.mail, .code(let code)):
            letter(
                Wording(dutch: "Uw code", english: "Your code"),
                [.say("Uw code is:", "Your code is:"), .code(code)], in: language)
        case (.mail, .link(let address)):
            letter(
                Wording(dutch: "Uw link", english: "Your link"),
                [.link(Wording(dutch: "Uw link", english: "Your link"), address: address)], in: language)
        }
    }

    private func letter(
        _ subject: Wording, _ lines: [MailLetter.Line], in language: Language
    ) -> MessageWords {
        .mail(
            MailLetter(subject: subject.text(in: language), lines: lines).anonymousContent(in: language))
    }
}
