/// What is written about a request: only that there is news. The words of it wait behind the reader's own door.
extension MessageWriter {
    func rightsAnsweredLines(site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "U vroeg ons iets over uw gegevens. Er is een antwoord. U leest het als u inlogt.",
                "You asked us something about your data. There is an answer. You read it when you sign in."),
            .link(Self.signIn, address: "\(site.url)/inloggen"),
            Self.supervisor,
        ]
    }

    func rightsExtendedLines(until: Moment, site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "U vroeg ons iets over uw gegevens. Het antwoord duurt langer. U krijgt het uiterlijk op "
                    + "\(until.writtenDay(in: .dutch)). Waarom leest u als u inlogt.",
                "You asked us something about your data. The answer takes longer. You get it by "
                    + "\(until.writtenDay(in: .english)) at the latest. You read why when you sign in."),
            .link(Self.signIn, address: "\(site.url)/inloggen"),
            Self.supervisor,
        ]
    }

    private static let signIn = Wording(dutch: "Log in", english: "Sign in")

    /// P62: with every decision.
    private static var supervisor: MailLetter.Line {
        .say(
            "Bent u het niet eens met ons? U kunt een klacht indienen bij de \(Supervisor.name), "
                + "\(Supervisor.site).",
            "Do you disagree with us? You can complain to the \(Supervisor.name), \(Supervisor.site).")
    }
}
