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

    func guardianRequestText(_ link: String, isReminder: Bool) -> Wording {
        Wording(
            dutch: (isReminder ? "BuenO wacht nog op u: mag" : "BuenO: mag")
                + " een kind gratis bellen? Ja of nee: \(link)",
            english: (isReminder ? "BuenO still waits: may" : "BuenO: may")
                + " a child call for free? Yes or no: \(link)")
    }

    func consentGivenText(_ link: String) -> Wording {
        Wording(
            dutch: "BuenO: u zei ja. Toch niet? Op \(link) trekt u het altijd in.",
            english: "BuenO: you said yes. Changed your mind? You can always take it back at \(link)")
    }

    func guardianRequestLines(_ link: String, until: Moment, isReminder: Bool) -> [MailLetter.Line] {
        let again = MailLetter.Line.say(
            "Wij vroegen u dit een week geleden. U krijgt deze vraag hierna niet nog een keer.",
            "We asked you this a week ago. You will not get this question again after this.")
        return [
            .say(
                "Een kind dat jonger is dan 16 gaf uw e-mailadres. Het wil gratis bellen met BuenO, "
                    + "met een code van de gemeente of school. Daarvoor is uw toestemming nodig.",
                "A child under 16 gave your e-mail address. It wants to call for free with BuenO, "
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

    func consentGivenLines(_ link: String) -> [MailLetter.Line] {
        [
            .say(
                "U gaf toestemming: een kind van wie u ouder of verzorger bent, mag gratis bellen met BuenO.",
                "You gave consent: a child of whom you are a parent or carer may call for free with BuenO."),
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

    func serviceStoppedLines(goneBy: Moment, site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Uw ouder of verzorger vindt het niet meer goed dat u BuenO gebruikt. Daarom kunt u niet meer bellen.",
                "Your parent or carer no longer agrees that you use BuenO. So you can no longer call."),
            .say(
                "Praat erover. Wordt het weer een ja, dan gaat de dienst verder. "
                    + "Anders wissen wij alles op \(goneBy.writtenDay(in: .dutch)).",
                "Talk about it. If it becomes a yes again, the service goes on. "
                    + "Otherwise we erase everything on \(goneBy.writtenDay(in: .english))."),
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
}
