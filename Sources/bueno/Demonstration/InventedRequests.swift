import Domain
import Features

/// What an invented person asks about their own data, so that a visitor sees a request in every state.
struct Requesting: Sendable {
    let services: Services
    let post: DemonstrationPost

    struct Stuck: Error {}

    static let asker = InventedPerson(number: InventedStory.plain, customer: 1, day: 0)
    private static let lateWords = "U stuurde een bericht op zondag. Dat wil ik niet."
    private static let longWords = "Wie van mijn gemeente vroeg naar mij?"
    private static let partWords = "Ik zie een regel die ik niet snap."

    /// On some days before the end of the story.
    func ask(on day: Int) async throws {
        let daysAgo = InventedStory.days - day
        guard [26, 18, 12, 6].contains(daysAgo) else { return }
        let person = try await Leaving(services: services, post: post).signIn(Self.asker)
        let requests = services.rightsRequests
        switch daysAgo {
        case 26: try await requests.ask(.complaint(about: nil), words: Self.lateWords, for: person)
        case 18: try await requests.ask(.complaint(about: nil), words: Self.longWords, for: person)
        case 12:
            try await requests.ask(.complaint(about: nil), words: Self.partWords, for: person)
            try await requests.ask(
                .objection(.fraudAndLegalObligations), words: "Ik doe niets verkeerd", for: person)
        default:
            let id = try await requests.ask(
                .complaint(about: nil), words: "Ik kreeg geen sms", for: person)
            try await requests.withdraw(id, for: person)
            try await requests.ask(
                .objection(.customerInquiries), words: "Dat gaat mijn gemeente niet aan", for: person)
        }
    }

    /// Somebody takes a copy, and somebody else puts everything on hold.
    func help(_ restricting: InventedPerson, at now: Moment) async throws {
        let leaving = Leaving(services: services, post: post)
        let reader = try await leaving.signIn(Self.asker)
        try await services.stepUps.ask(for: reader, by: .sms)
        try await services.stepUps.prove(try await leaving.secret(of: Self.asker), for: reader)
        var proven = reader
        proven.proven = now
        _ = try await services.personExports.download(.inspection, for: proven)
        _ = try await services.personExports.download(.portability, for: proven)
        try await services.askedRestrictions.place(for: try await leaving.signIn(restricting))
    }

    /// Customer service answers what it can.
    func answer(as worker: Worker) async throws {
        guard worker.roles.contains(.support) else { return }
        let desk = services.rightsDesk
        for listed in try await desk.queue(for: worker).open {
            let id = listed.summary.request.id
            try await desk.take(id, by: worker)
            let opened = try await desk.words(id, by: worker)
            switch (opened.words?.reveal(), listed.summary.purpose) {
            case (Self.longWords, _):
                try await desk.extend(
                    id, because: "Wij vragen het na bij uw gemeente. Dat duurt even.", by: worker)
            case (Self.partWords, _):
                try await desk.answer(
                    id, .partly, text: "De regel kwam van ons eigen systeem. Wij maken de tekst duidelijker.",
                    by: worker)
            case (_, .customerInquiries?):
                try await desk.answer(
                    id, .granted, text: "U hebt gelijk. Wij beantwoorden geen vragen over u.", by: worker)
            case (_, .fraudAndLegalObligations?):
                try await desk.answer(
                    id, .refused(.compellingGrounds),
                    text: "Zonder dit kunnen wij anderen niet beschermen tegen misbruik.", by: worker)
            default: continue
            }
        }
        try await register(by: worker)
        while try await services.messenger.deliverNext() {}
    }

    /// By phone: nobody has settled yet that it is them.
    private func register(by worker: Worker) async throws {
        let search = try await services.cases.search(
            Self.asker.mobileNumber, reason: .questionOfPerson,
            sentence: "Belde met een vraag over de eigen gegevens", by: worker)
        guard
            let found = try await services.cases.found(by: search, for: worker).first(where: {
                $0.file.subject != .nobody
            })
        else { throw Stuck() }
        _ = try await services.rightsDesk.register(
            .rectification, via: .phone, words: "Wil dat de taal van de brieven Engels wordt",
            in: found.file.id, by: worker)
    }

    /// Operations told the carriers of what is older than a few days.
    func tell(by worker: Worker, at now: Moment) async throws {
        guard worker.roles.contains(.fieldOperator) else { return }
        for recipient in services.statements.current.recipients {
            try await services.recipientLedger.told(recipient.id, until: now - .days(5), by: worker)
        }
    }
}
