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
        /// When the agreement with the customer ended.
        var endedAt: Moment?
        let isCurrent: Bool
    }

    static let template = "mine/home/show"
    let title: String
    let customerName: String
    /// The day on which the service stopped, because the agreement ended.
    let ended: String?
    /// Just enrolled: said once.
    let isNew: Bool
    /// How their phone or SIM card stands; nothing for who has another service.
    let isMobile: Bool
    let phoneState: String
    let phoneTag: String
    let phoneText: String
    let hasOthers: Bool
    let enrolments: [Enrolment]
    private(set) var rows: [LinkRow]

    init(
        choices: [Choice], phone: PhoneWords? = nil, isMinor: Bool = false, isNew: Bool, lastSeen: Moment?,
        messageCount: Int,
        deviceCount: Int,
        today: AmsterdamTime, language: Language
    ) {
        title = Words("Mijn BuenO", "My BuenO")(language)
        let current = choices.first { $0.isCurrent }
        customerName = current?.customerName ?? ""
        ended = current?.endedAt.map { AmsterdamTime($0).date(language) }
        self.isNew = isNew
        isMobile = phone != nil
        phoneState = phone?.state ?? ""
        phoneTag = phone?.tagModifier ?? ""
        phoneText = phone?.lede ?? ""
        hasOthers = choices.count > 1
        let since = Words("Sinds %1", "Since %1")
        enrolments = choices.map { choice in
            Enrolment(
                id: choice.endUser.description, customerName: choice.customerName,
                since: since(language, AmsterdamTime(choice.enrolledAt).date(language)),
                isCurrent: choice.isCurrent)
        }
        let seen = lastSeen.map { AmsterdamTime($0).recently(language, today: today) }
        rows = [
            LinkRow(
                "/mijn/gegevens", Words("Mijn gegevens", "My data")(language),
                Words("Alles wat wij van u weten", "Everything we know about you")(language)),
            LinkRow(
                "/mijn/privacy/wie-zag", Words("Wie zag mijn gegevens?", "Who saw my data?")(language),
                seen.map { Words("Laatste keer: %1", "Last time: %1")(language, $0) }
                    ?? Words("Nog niemand", "Nobody yet")(language)),
            LinkRow(
                PrivacyPage.path, Words("Privacy", "Privacy")(language),
                Words("Downloaden, beperken, bezwaar, klacht", "Download, restrict, object, complain")(
                    language)),
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
        ]
        if isMinor {
            rows.append(
                LinkRow(
                    "/mijn/ouder", Words("Mijn ouder of verzorger", "My parent or carer")(language),
                    Words("Wie over BuenO beslist tot u 16 bent", "Who decides about BuenO until you are 16")(
                        language)))
        }
    }
}
