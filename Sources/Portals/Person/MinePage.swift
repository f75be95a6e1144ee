import Domain

/// The hub of Mijn BuenO: honest about what is not there yet.
struct MinePage: Page {
    struct Enrolment: Sendable {
        let id: String
        let customerName: String
        let since: String
        let isCurrent: Bool
    }

    /// One enrolment of this human, as the switcher shows it.
    struct Choice: Sendable {
        let endUser: EndUser.ID
        let customerName: String
        let enrolledAt: Moment
        let isCurrent: Bool
    }

    static let template = "mine/home/show"
    let title: String
    let customerName: String
    /// Just enrolled: said once.
    let isNew: Bool
    let hasOthers: Bool
    let enrolments: [Enrolment]
    let rows: [LinkRow]

    init(
        choices: [Choice], isMinor: Bool = false, isNew: Bool, lastSeen: Moment?, messageCount: Int,
        deviceCount: Int,
        today: AmsterdamTime, language: Language
    ) {
        title = Words("Mijn BuenO", "My BuenO")(language)
        customerName = choices.first { $0.isCurrent }?.customerName ?? ""
        self.isNew = isNew
        hasOthers = choices.count > 1
        let since = Words("Sinds %1", "Since %1")
        enrolments = choices.map { choice in
            Enrolment(
                id: choice.endUser.description, customerName: choice.customerName,
                since: since(language, AmsterdamTime(choice.enrolledAt).date(language)),
                isCurrent: choice.isCurrent)
        }
        let seen = lastSeen.map { AmsterdamTime($0).recently(language, today: today) }
        let guardian = LinkRow(
            "/mijn/ouder", Words("Mijn ouder of verzorger", "My parent or carer")(language),
            Words("Wie over BuenO beslist tot u 16 bent", "Who decides about BuenO until you are 16")(
                language))
        rows =
            [
                LinkRow(
                    "/mijn/gegevens", Words("Mijn gegevens", "My data")(language),
                    Words("Alles wat wij van u weten", "Everything we know about you")(language)),
                LinkRow(
                    "/mijn/privacy/wie-zag", Words("Wie zag mijn gegevens?", "Who saw my data?")(language),
                    seen.map { Words("Laatste keer: %1", "Last time: %1")(language, $0) }
                        ?? Words("Nog niemand", "Nobody yet")(language)),
                LinkRow(
                    "/mijn/berichten", Words("Berichten", "Messages")(language),
                    CountedWords(
                        one: Words("%1 bericht", "%1 message"), many: Words("%1 berichten", "%1 messages"))(
                            messageCount, language)),
                LinkRow(
                    "/mijn/apparaten", Words("Mijn apparaten", "My devices")(language),
                    CountedWords(
                        one: Words("U bent op %1 apparaat ingelogd", "You are signed in on %1 device"),
                        many: Words("U bent op %1 apparaten ingelogd", "You are signed in on %1 devices"))(
                            deviceCount, language)),
            ] + (isMinor ? [guardian] : [])
    }
}
