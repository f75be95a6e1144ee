/// What is written about phones and SIM cards. Without a name, an address or whose answer it was: a mailbox may be read
/// by others.
extension MessageWriter {
    func mobileLines(_ news: MobileNews, site: PublicSite) -> [MailLetter.Line] {
        switch news {
        case .asked: askedLines(site)
        case .confirmed(let until): confirmedLines(until, site)
        case .refused(let reason, let gone): refusedLines(reason, gone, site)
        case .question(let question, let answerBy): questionLines(question, answerBy, site)
        case .endsSoon(let by): endsSoonLines(by, site)
        case .ended(let ending, let gone): endedLines(ending, gone, site)
        case .confirmationDue(let people, let by): dueLines(people, by, site)
        case .confirmationLapsed(let people): lapsedLines(people, site)
        }
    }

    private func askedLines(_ site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Wij hebben uw aanvraag. Uw gemeente of school zegt nu of u in aanmerking komt. "
                    + "Zij ziet daarvoor alleen uw naam en uw geboortejaar.",
                "We have your application. Your municipality or school now says whether you qualify. "
                    + "For that it sees only your name and your year of birth."),
            .say(
                "U hoeft niets te doen. U krijgt bericht als er antwoord is.",
                "You need not do anything. We will tell you when there is an answer."),
            Self.toPhone(site),
        ]
    }

    private func confirmedLines(_ until: Moment, _ site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Uw gemeente of school zei ja. Uw aanvraag is goedgekeurd.",
                "Your municipality or school said yes. Your application was approved."),
            .say(
                "De simkaart of telefoon volgt nog. Het ja geldt tot \(until.writtenDay(in: .dutch)). "
                    + "Daarvoor vragen wij het opnieuw.",
                "The SIM card or phone is still to follow. The yes counts until \(until.writtenDay(in: .english)). "
                    + "Before then we ask again."),
            Self.toPhone(site),
        ]
    }

    private func refusedLines(
        _ reason: EligibilityAnswer.Reason, _ gone: Moment, _ site: PublicSite
    ) -> [MailLetter.Line] {
        let why = reason.toPerson
        return [
            .say(
                "Uw gemeente of school zei nee. De reden: \(why.dutch)",
                "Your municipality or school said no. The reason: \(why.english)"),
            .say(
                "Bent u het er niet mee eens? Neem contact op met uw gemeente of school: zij beslist. "
                    + "Houd uw brief bij de hand. U kunt bezwaar maken.",
                "Do you not agree? Contact your municipality or school: it decides. "
                    + "Keep your letter at hand. You can object."),
            Self.goneLine(gone),
            Self.toPhone(site),
        ]
    }

    private func questionLines(
        _ question: EligibilityAnswer.Question, _ answerBy: Moment, _ site: PublicSite
    ) -> [MailLetter.Line] {
        let what = question.toPerson
        return [
            .say(
                "Uw gemeente of school heeft een vraag: \(what.dutch)",
                "Your municipality or school has a question: \(what.english)"),
            .say(
                "Antwoord voor \(answerBy.writtenDay(in: .dutch)). Dat doet u in Mijn BuenO.",
                "Answer before \(answerBy.writtenDay(in: .english)). You do so in My BuenO."),
            Self.toPhone(site),
        ]
    }

    private func endsSoonLines(_ by: Moment, _ site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Uw gemeente of school zegt elk jaar of u nog in aanmerking komt. Dat deed zij nog niet. "
                    + "Zonder antwoord stopt uw dienst op \(by.writtenDay(in: .dutch)).",
                "Your municipality or school says each year whether you still qualify. It has not done so yet. "
                    + "Without an answer your service ends on \(by.writtenDay(in: .english))."),
            .say(
                "Wilt u de dienst houden? Neem contact op met uw gemeente of school. Houd uw brief bij de hand.",
                "Do you want to keep the service? Contact your municipality or school. "
                    + "Keep your letter at hand."),
            Self.toPhone(site),
        ]
    }

    private func endedLines(
        _ ending: MobileService.Ending, _ gone: Moment, _ site: PublicSite
    ) -> [MailLetter.Line] {
        [
            .say(ending.toPerson.dutch, ending.toPerson.english),
            .say(
                "Klopt dit niet? Neem contact op met uw gemeente of school.",
                "Is this not right? Contact your municipality or school."),
            Self.goneLine(gone),
            Self.toPhone(site),
        ]
    }

    private func dueLines(_ people: Int, _ by: Moment, _ site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Voor \(people == 1 ? "1 persoon" : "\(people) mensen") met een telefoon of simkaart eindigt uw "
                    + "bevestiging. De eerste stopt op \(by.writtenDay(in: .dutch)).",
                "Your confirmation ends for \(people == 1 ? "1 person" : "\(people) people") with a phone or SIM "
                    + "card. The first stops on \(by.writtenDay(in: .english))."),
            .say(
                "Zeg voor ieder of die nog in aanmerking komt. Zonder antwoord stopt de dienst.",
                "Say of each whether they still qualify. Without an answer the service ends."),
            .link(
                Wording(dutch: "Naar de aanvragen", english: "Go to the applications"),
                address: site.applicationsLink),
        ]
    }

    private func lapsedLines(_ people: Int, _ site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Voor \(people == 1 ? "1 persoon" : "\(people) mensen") kwam geen antwoord. "
                    + "Hun aanvraag of dienst is gestopt. Wij vertelden het ook aan hen.",
                "No answer came for \(people == 1 ? "1 person" : "\(people) people"). "
                    + "Their application or service has ended. We told them too."),
            .say(
                "Komen zij wel in aanmerking? Geef hun dan een nieuwe brief met een code.",
                "Do they qualify after all? Then give them a new letter with a code."),
            .link(
                Wording(dutch: "Naar de aanvragen", english: "Go to the applications"),
                address: site.applicationsLink),
        ]
    }

    private static func goneLine(_ gone: Moment) -> MailLetter.Line {
        .say(
            "Wat wij van u weten, gaat op \(gone.writtenDay(in: .dutch)) weg. U kunt alles eerder wissen.",
            "What we know about you goes on \(gone.writtenDay(in: .english)). "
                + "You can erase everything sooner.")
    }

    private static func toPhone(_ site: PublicSite) -> MailLetter.Line {
        .link(
            Wording(dutch: "Bekijk hoe het ervoor staat", english: "See how it stands"),
            address: site.phoneLink)
    }
}
