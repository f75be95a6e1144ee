import Domain
import Features

/// What invented people ask through the contact form.
struct InventedQuestion: Sendable {
    let name: String
    let phoneNumber: String
    let emailAddress: String
    let question: String
    let language: Language
    /// How long before the end of the story.
    let daysAgo: Int
    /// Nothing when nobody answered yet.
    let answer: String?

    /// Oldest first. The first is gone by now, since nobody could be reached within its year; the mail of the third
    /// does not arrive.
    static let all = [
        InventedQuestion(
            name: "Vera Voorbeeld", phoneNumber: "0503123450", emailAddress: "",
            question: "Ik ben verhuisd en mijn brief ligt nog in het oude huis. Hoe kom ik eraan?",
            language: .dutch, daysAgo: 420, answer: nil),
        InventedQuestion(
            name: "Mo", phoneNumber: "", emailAddress: "mo7@example.nl",
            question: "Werkt de code ook op de telefoon van mijn broer?\nHij woont bij mij.", language: .dutch,
            daysAgo: 12,
            answer: "Ja. Uw code hoort bij u, niet bij een toestel.\n"
                + "Log op de andere telefoon in met uw eigen nummer."),
        InventedQuestion(
            name: "Sietske", phoneNumber: "06 12345673", emailAddress: "sietske@example.nl",
            question: "Kan ik ook de huisarts gratis bellen?", language: .dutch, daysAgo: 11,
            answer: "Dat hangt af van uw gemeente. In Mijn BuenO ziet u alle nummers die voor u gratis zijn."),
        InventedQuestion(
            name: "Ada Example", phoneNumber: "+32 2 555 12 12", emailAddress: "ada9@example.nl",
            question: "I help people at a library. May I fill in the form together with somebody?",
            language: .english, daysAgo: 6, answer: nil),
        InventedQuestion(
            name: "Joris", phoneNumber: "050 3123451", emailAddress: "",
            question: "Ik krijg geen sms. Wat doe ik fout? Ik lees niet zo makkelijk, bel mij liever even.",
            language: .dutch, daysAgo: 2, answer: nil),
    ]
}

/// Asking and answering, as in life: through the form, and from the inbox.
struct Asking: Sendable {
    let services: Services
    let clock: WalkingClock

    /// Those who ask something on this day of the story.
    func ask(on day: Int) async throws {
        for question in InventedQuestion.all where InventedStory.days - question.daysAgo == day {
            try await services.contactRequests.receive(
                ArrivingQuestion(
                    typed: TypedQuestion(
                        name: question.name, phoneNumber: question.phoneNumber,
                        emailAddress: question.emailAddress, question: question.question),
                    trap: "",
                    opened: try services.contactRequests.openedForm(at: clock.now() - .minutes(3)),
                    network: NetworkKey(hash: Identifier<Self>.random().bytes), language: question.language))
        }
    }

    /// Customer service opens what waits, and answers what it knows.
    func answer(as worker: Worker) async throws {
        guard let actor = worker.actor(in: [.support]) else { return }
        for listed in try await services.contactRequests.inbox().open {
            guard let opened = try await services.contactRequests.open(listed.id, by: actor),
                let answer = InventedQuestion.all.first(where: {
                    $0.question == opened.question.reveal()
                })?.answer
            else { continue }
            try await services.contactRequests.answer(listed.id, with: answer, by: actor)
        }
        while try await services.messenger.deliverNext() {}
    }
}
