import Domain

/// Where this person is signed in, and how to end that.
struct DevicesPage: Page {
    /// One session, without anything that tells where it was.
    struct Session: Sendable {
        let reference: String
        let kind: Words
        let since: Moment
        let lastSeen: Moment
        let isCurrent: Bool
    }

    struct Device: Sendable {
        let id: String
        let name: String
        let since: String
        let lastSeen: String
        let isCurrent: Bool
    }

    static let template = "mine/devices/list"
    let title: String
    let notice: String?
    let summary: String
    let devices: [Device]
    let hasOthers: Bool
    let keeping: String

    init(
        sessions: [Session], notice: Words?, statement: Statement, today: AmsterdamTime, language: Language
    ) {
        title = Words("Mijn apparaten", "My devices")(language)
        self.notice = notice?(language)
        summary = CountedWords(
            one: Words("U bent op %1 apparaat ingelogd.", "You are signed in on %1 device."),
            many: Words("U bent op %1 apparaten ingelogd.", "You are signed in on %1 devices."))(
                sessions.count, language)
        devices = sessions.map { session in
            let seen = AmsterdamTime(session.lastSeen)
            return Device(
                id: session.reference, name: session.kind(language),
                since: Words("Ingelogd sinds %1", "Signed in since %1")(
                    language, AmsterdamTime(session.since).date(language)),
                lastSeen: Words("Laatst gebruikt: %1", "Last used: %1")(
                    language, "\(seen.recently(language, today: today)), \(seen.clock(language))"),
                isCurrent: session.isCurrent)
        }
        hasOthers = sessions.contains { !$0.isCurrent }
        let idle = statement.rule(for: .idleSession)?.term.text(in: language) ?? ""
        let longest = statement.rule(for: .session)?.term.text(in: language) ?? ""
        keeping = Words(
            "Na %1 zonder bezoek, en uiterlijk na %2, logt u vanzelf uit. Wij bewaren niet waar u was.",
            "After %1 without a visit, and after %2 at the latest, you are signed out by yourself. We do not keep where you were."
        )(language, idle, longest)
    }
}
