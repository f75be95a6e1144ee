import Domain

/// Days as people count them: how long something waits, and how long it is still kept.
struct WaitingDays: Sendable {
    private static let dayMilliseconds: Int64 = 86_400_000
    private static let counted = CountedWords(
        one: Words("%1 dag", "%1 day"), many: Words("%1 dagen", "%1 days"))

    /// "vandaag", "1 dag", "4 dagen".
    static func since(_ moment: Moment, now: Moment, _ language: Language) -> String {
        let days = Int(max(0, (now - moment).milliseconds / dayMilliseconds))
        return days == 0 ? Words("sinds vandaag", "since today")(language) : counted(days, language)
    }

    /// A day that has begun counts: what goes within the hour still has one.
    static func until(_ moment: Moment, now: Moment, _ language: Language) -> String {
        let left = max(0, (moment - now).milliseconds)
        return counted(Int((left + dayMilliseconds - 1) / dayMilliseconds), language)
    }
}

/// The questions that wait, as a task on the first page.
struct WaitingQuestions: Sendable {
    let count: Int
    let since: Moment?
    let now: Moment

    /// Nothing when nothing waits.
    func task(_ language: Language) -> LinkRow? {
        guard count > 0, let since else { return nil }
        let age = WaitingDays.since(since, now: now, language)
        return LinkRow(
            QuestionsController.base,
            Words("Vragen van het contactformulier", "Questions of the contact form")(language),
            Words("De oudste wacht: %1", "The oldest waits: %1")(language, age),
            tag: Words("%1 open", "%1 open")(language, String(count)))
    }
}
