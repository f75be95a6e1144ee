/// What is written about the consent of a guardian (P18). Nobody's name is known, so none is in it.
extension MessageWriter {
    func guardianCodeText(_ code: String, term: String) -> Wording {
        Wording(
            dutch:
                "BuenO: uw code is \(code). Hij werkt \(term). Geef hem aan niemand, ook niet aan uw kind.",
            english:
                "BuenO: your code is \(code). It works for \(term). Give it to nobody, not to your child either."
        )
    }

    func guardianRequestText(_ link: String, for service: Service, isReminder: Bool) -> Wording {
        let isMobile = service == .mobile
        return Wording(
            dutch: (isReminder ? "BuenO wacht nog op u: mag" : "BuenO: mag")
                + " een kind \(isMobile ? "een telefoon of simkaart" : "gratis bellen")? Ja of nee: \(link)",
            english: (isReminder ? "BuenO still waits: may" : "BuenO: may")
                + " a child \(isMobile ? "have a phone or SIM card" : "call for free")? Yes or no: \(link)")
    }

    func paperDeclinedText(_ flaw: SignedDocument.Flaw, _ link: String) -> Wording {
        let why = Self.words(flaw)
        return Wording(
            dutch: "BuenO: uw formulier is nog niet goed. \(why.dutch) Ja of nee: \(link)",
            english: "BuenO: your form is not right yet. \(why.english) Yes or no: \(link)")
    }

    func paperDeclinedLines(
        _ flaw: SignedDocument.Flaw, _ link: String, until: Moment
    ) -> [MailLetter.Line] {
        let why = Self.words(flaw)
        return [
            .say(
                "Wij keken naar het formulier waarop u ja zei. \(why.dutch) Daarom telt het nog niet, "
                    + "en hebben wij het gewist.",
                "We looked at the form on which you said yes. \(why.english) So it does not count yet, "
                    + "and we erased it."),
            .link(
                Wording(
                    dutch: "Stuur een nieuw formulier, of kies online",
                    english: "Send a new form, or choose online"),
                address: link),
            .say(
                "Kiest u niet, dan wissen wij alles op \(until.writtenDay(in: .dutch)).",
                "If you do not choose, we erase everything on \(until.writtenDay(in: .english))."),
        ]
    }

    private static func words(_ flaw: SignedDocument.Flaw) -> Wording {
        switch flaw {
        case .unreadable: Wording(dutch: "Wij kunnen het niet lezen.", english: "We cannot read it.")
        case .unsigned:
            Wording(dutch: "Uw handtekening staat er niet op.", english: "Your signature is not on it.")
        case .otherMatter:
            Wording(
                dutch: "Het gaat over een ander kind of een andere dienst.",
                english: "It is about another child or another service.")
        }
    }

    /// What a child wants, after "Het wil".
    private static func wish(_ service: Service) -> Wording {
        service == .mobile
            ? Wording(
                dutch: "een telefoon of simkaart van BuenO", english: "a phone or SIM card from BuenO")
            : Wording(dutch: "gratis bellen met BuenO", english: "to call for free with BuenO")
    }

    func consentGivenText(_ link: String) -> Wording {
        Wording(
            dutch: "BuenO: u zei ja. Toch niet? Op \(link) trekt u het altijd in.",
            english: "BuenO: you said yes. Changed your mind? You can always take it back at \(link)")
    }

    func guardianRequestLines(
        _ link: String, for service: Service, until: Moment, isReminder: Bool
    ) -> [MailLetter.Line] {
        let wish = Self.wish(service)
        let again = MailLetter.Line.say(
            "Wij vroegen u dit een week geleden. U krijgt deze vraag hierna niet nog een keer.",
            "We asked you this a week ago. You will not get this question again after this.")
        return [
            .say(
                "Een kind dat jonger is dan 16 gaf uw e-mailadres. Het wil \(wish.dutch), "
                    + "met een code van de gemeente of school. Daarvoor is uw toestemming nodig.",
                "A child under 16 gave your e-mail address. It wants \(wish.english), "
                    + "with a code from the municipality or school. Your consent is needed for that.")
        ] + (isReminder ? [again] : []) + [
            .link(
                Wording(dutch: "Lees en kies ja of nee", english: "Read and choose yes or no"), address: link),
            .say(
                "Zegt u nee, dan wissen wij alles meteen. Kiest u niet, dan wissen wij alles op "
                    + "\(until.writtenDay(in: .dutch)). Ook uw e-mailadres.",
                "If you say no, we erase everything at once. If you do not choose, we erase everything on "
                    + "\(until.writtenDay(in: .english)). Your e-mail address too."),
            .say(
                "Kent u geen kind dat dit vroeg? Dan hoeft u niets te doen.",
                "Do you know no child that asked this? Then you need not do anything."),
        ]
    }

    func consentGivenLines(_ link: String, for service: Service) -> [MailLetter.Line] {
        let isMobile = service == .mobile
        return [
            .say(
                "U gaf toestemming: een kind van wie u ouder of verzorger bent, mag "
                    + (isMobile ? "een telefoon of simkaart van BuenO." : "gratis bellen met BuenO."),
                "You gave consent: a child of whom you are a parent or carer may "
                    + (isMobile ? "have a phone or SIM card from BuenO." : "call for free with BuenO.")),
            .say(
                "U kunt dat altijd intrekken. Dan stopt de dienst meteen. Deze link blijft werken; "
                    + "wij sturen dan een code naar uw telefoon.",
                "You can always take that back. Then the service stops at once. This link keeps working; "
                    + "we then send a code to your phone."),
            .link(
                Wording(dutch: "Bekijk of trek in", english: "See it or take it back"), address: link),
            .say(
                "Wordt het kind 16, dan beslist het zelf en wissen wij uw gegevens.",
                "When the child turns 16 it decides itself and we erase your details."),
        ]
    }

    func serviceStoppedLines(_ service: Service, goneBy: Moment, site: PublicSite) -> [MailLetter.Line] {
        let (dutch, english) = (goneBy.writtenDay(in: .dutch), goneBy.writtenDay(in: .english))
        let why: MailLetter.Line
        let next: MailLetter.Line
        if service == .mobile {
            why = .say(
                "Uw ouder of verzorger vindt het niet meer goed. Daarom is uw telefoon of simkaart gestopt.",
                "Your parent or carer no longer agrees. So your phone or SIM card has stopped.")
            next = .say(
                "Wij wissen alles op \(dutch). Wilt u later opnieuw beginnen? Vraag dan een nieuwe code.",
                "We erase everything on \(english). Do you want to begin again later? Then ask for a new code."
            )
        } else {
            why = .say(
                "Uw ouder of verzorger vindt het niet meer goed dat u BuenO gebruikt. Daarom kunt u niet meer bellen.",
                "Your parent or carer no longer agrees that you use BuenO. So you can no longer call.")
            next = .say(
                "Praat erover. Wordt het weer een ja, dan gaat de dienst verder. "
                    + "Anders wissen wij alles op \(dutch).",
                "Talk about it. If it becomes a yes again, the service goes on. "
                    + "Otherwise we erase everything on \(english).")
        }
        return [
            why, next,
            .link(Wording(dutch: "Naar Mijn BuenO", english: "Go to My BuenO"), address: "\(site.url)/mijn"),
        ]
    }

    func ownDecisionLines(until: Moment, site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "U bent 16. Vanaf nu beslist u zelf, en niet meer uw ouder of verzorger. "
                    + "Die ziet niets meer van u, en wij weten niet meer wie het was.",
                "You are 16. From now on you decide, and no longer your parent or carer. "
                    + "They see nothing of you any more, and we no longer know who they were."),
            .say(
                "Wilt u BuenO houden? Log in en zeg ja. Tot die tijd staat de dienst stil. "
                    + "Hebt u op \(until.writtenDay(in: .dutch)) niets gekozen, dan wissen wij alles.",
                "Do you want to keep BuenO? Sign in and say yes. Until then the service waits. "
                    + "If you have chosen nothing by \(until.writtenDay(in: .english)), we erase everything."),
            .link(Wording(dutch: "Zelf kiezen", english: "Choose yourself"), address: "\(site.url)/mijn"),
        ]
    }

    func guardianLines(until: Moment) -> [MailLetter.Line] {
        [
            .say(
                "U bent jonger dan 16. Daarom moet een ouder of verzorger eerst ja zeggen. "
                    + "Wij hebben het gevraagd. Tot er een ja is, wacht uw aanmelding.",
                "You are under 16. So a parent or carer must say yes first. "
                    + "We have asked them. Until there is a yes your enrolment waits."),
            .say(
                "Is dat op \(until.writtenDay(in: .dutch)) nog niet gebeurd? "
                    + "Dan wissen wij alles wat u invulde.",
                "Has that not happened by \(until.writtenDay(in: .english))? "
                    + "Then we erase everything you filled in."),
        ]
    }
}
