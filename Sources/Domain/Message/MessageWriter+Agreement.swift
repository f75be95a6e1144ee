/// What is written about agreements: that one ends, and that custom work is explained first.
extension MessageWriter {
    func contractEndedLines(_ service: Wording?, goneBy: Moment, site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Uw overeenkomst met BuenO is gestopt\(service.map { ": \($0.dutch)" } ?? "").",
                "Your agreement with BuenO has ended\(service.map { ": \($0.english)" } ?? "")."),
            .say(
                "Wij laten dit ook weten aan de mensen die zich met uw codes aanmeldden. Hun gegevens gaan uiterlijk op "
                    + "\(goneBy.writtenDay(in: .dutch)) weg. Zij kunnen alles eerder wissen.",
                "We also tell the people who enrolled with your codes. Their data goes by "
                    + "\(goneBy.writtenDay(in: .english)) at the latest. They can erase everything sooner."),
            .link(
                Wording(dutch: "Naar uw klantportaal", english: "Go to your customer portal"),
                address: "\(site.url)/klant"),
        ]
    }

    /// Without the customer's name: a mailbox may be read by others.
    func agreementEndedLines(goneBy: Moment, site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "De afspraak tussen BuenO en uw gemeente of school is gestopt. Daarmee stopt ook uw dienst.",
                "The agreement between BuenO and your municipality or school has ended. So your service ends too."
            ),
            .say(
                "Wat wij van u weten, gaat uiterlijk op \(goneBy.writtenDay(in: .dutch)) weg. "
                    + "U hoeft daar niets voor te doen.",
                "What we know about you goes by \(goneBy.writtenDay(in: .english)) at the latest. "
                    + "You need not do anything for that."),
            .say(
                "Wilt u dat het nu al weg is? Dan wist u alles zelf in Mijn BuenO.",
                "Do you want it gone now? Then you erase everything yourself in My BuenO."),
            .link(Wording(dutch: "Naar Mijn BuenO", english: "Go to My BuenO"), address: "\(site.url)/mijn"),
        ]
    }

    func dataSheetLines(_ title: String, version: Int, site: PublicSite) -> [MailLetter.Line] {
        [
            .say(
                "Voor uw maatwerk staat een gegevensblad klaar: \(title), versie \(version).",
                "A data sheet of your custom work is ready: \(title), version \(version)."),
            .say(
                "Er staat in welke gegevens nodig zijn, waarvoor, en hoe lang wij ze bewaren. "
                    + "Pas als een beheerder van u akkoord is, kan het maatwerk beginnen.",
                "It says which data is needed, what for, and how long we keep it. "
                    + "The custom work can begin only once one of your administrators agrees."),
            .link(
                Wording(dutch: "Lees het gegevensblad", english: "Read the data sheet"),
                address: "\(site.url)/klant/maatwerk"),
        ]
    }
}
