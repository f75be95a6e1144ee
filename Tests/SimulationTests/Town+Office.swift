import Domain
import Features
import TestKit

/// BuenO's office: requests, cases and questions.
extension Town {
    func answerRequest() async throws -> Bool {
        let worker = try await staff(.support)
        let open = try await services.rightsDesk.queue(for: worker).open
        guard let request = dice.pick(open.filter { !$0.isGone && !$0.isAboutYou }) else { return false }
        try await answer(request, by: worker)
        return true
    }

    /// Nobody lets a request wait past its last day: in its last days it is answered, whoever has it in hand.
    func attemptDuties() async throws {
        for index in employees.indices where employees[index].roles.contains(.support) {
            let open = try await services.rightsDesk.queue(for: employees[index].atWork.worker).open
            let due = open.filter { !$0.isGone && $0.summary.request.due < now + .days(13) }
            guard !due.isEmpty, let worker = try? await worker(index) else { continue }
            for request in due { await answerDue(request, by: worker) }
        }
        if day.isMultiple(of: 20) { try await attempt(.tellRecipients) }
    }

    private func answerDue(_ request: DeskRequest, by worker: Worker) async {
        do {
            do {
                try await answer(request, by: worker)
            } catch CaseRefusal.guarded {
                try await openGuarded(request, by: worker)
                try await answer(request, by: worker)
            }
            note("due request answered: \(request.summary.request.kind)")
        } catch {
            note("due request \(request.summary.request.kind): \(error)")
        }
    }

    /// Nobody opens who is guarded but by breaking the glass, of which every privacy officer hears.
    private func openGuarded(_ request: DeskRequest, by worker: Worker) async throws {
        let mine = try await services.cases.mine(worker)
        guard let file = mine.first(where: { $0.request == request.summary.request.id })?.file.id else {
            throw Absent()
        }
        let proven = try await proven(worker)
        world.clock.advance(by: .minutes(1))
        try await services.cases.breakGlass(over: file, sentence: "Het verzoek moet op tijd", by: proven)
    }

    private func answer(_ request: DeskRequest, by worker: Worker) async throws {
        let desk = services.rightsDesk
        let (id, kind) = (request.summary.request.id, request.summary.request.kind)
        try await desk.take(id, by: worker)
        _ = try await desk.words(id, by: worker)
        if request.summary.request.state == .received {
            if dice.isLucky(20) {
                try await desk.answer(
                    id, .refused(.identityUnproven), text: "Wij herkennen u niet.", by: worker)
                return
            }
            try await desk.identify(id, ticked: Set(IdentityCheck.allCases), by: worker)
        }
        let reasons = RightsRefusalReason.allCases.filter {
            $0.applies(to: kind) && $0 != .identityUnproven
        }
        let verdict: RightsVerdict =
            dice.isLucky(60)
            ? .granted : dice.isLucky(40) ? .partly : .refused(try pick(reasons))
        try await desk.answer(id, verdict, text: "Dit is ons antwoord.", by: worker)
    }

    func extendRequest() async throws -> Bool {
        let worker = try await staff(.support)
        let open = try await services.rightsDesk.queue(for: worker).open
        let fitting = open.filter { !$0.isGone && !$0.isAboutYou && $0.summary.request.state == .identified }
        guard let request = dice.pick(fitting) else { return false }
        try await services.rightsDesk.take(request.summary.request.id, by: worker)
        try await services.rightsDesk.extend(
            request.summary.request.id, because: "Wij vragen het na.", by: worker)
        return true
    }

    func registerRequest() async throws {
        let worker = try await staff(.support)
        let file = try await found(by: worker, reason: .questionOfPerson)
        _ = try await services.rightsDesk.register(
            try pick(RightsRequest.Kind.allCases), via: dice.isLucky(50) ? .desk : .phone,
            words: "Belde over de eigen gegevens", in: file, by: worker)
    }

    // MARK: - Cases

    func openCase() async throws {
        let worker = try await staff(dice.isLucky(70) ? .support : .fieldOperator)
        let file = try await found(by: worker, reason: try pick(services.cases.reasons(for: worker)))
        for keyClass in [KeyClass.contact, .identity] where dice.isLucky(60) {
            _ = try await services.cases.open(keyClass, in: file, by: worker)
        }
    }

    func writeNote() async throws {
        let worker = try await staff(.support)
        let file = try await found(by: worker, reason: .helpWithSignIn)
        try await services.cases.write("Belt morgen terug", in: file, by: worker)
        _ = try await services.cases.notes(in: file, by: worker)
    }

    func closeCase() async throws {
        let worker = try await staff(.support)
        let open = try await services.cases.mine(worker)
        try await services.cases.close(try pick(open).file.id, by: worker)
    }

    func guardPerson() async throws {
        let worker = try await staff(.support)
        let file = try await found(by: worker, reason: .helpWithSignIn)
        try await services.cases.guardSubject(of: file, by: worker)
    }

    func breakGlass() async throws {
        let worker = try await proven(try await staff(.support))
        let open = try await services.cases.mine(worker)
        let file = try await services.cases.breakGlass(
            over: try pick(open).file.id, sentence: "Er is haast bij: geen bereik", by: worker)
        _ = try await services.cases.open(.contact, in: file, by: worker)
        try await services.cases.liftGuard(of: file, sentence: "Het gevaar is voorbij", by: worker)
    }

    func handOver() async throws {
        let worker = try await staff(.support)
        let file = try pick(try await services.cases.mine(worker)).file.id
        let colleague = try pick(try await services.cases.colleagues(for: file, by: worker))
        try await services.cases.handOver(file, to: colleague.id, by: worker)
    }

    private func found(by worker: Worker, reason: CaseReason) async throws -> CaseFile.ID {
        let resident = try pick(residents)
        let search = try await services.cases.search(
            dice.isLucky(70) ? resident.mobileNumber : resident.emailAddress, reason: reason,
            sentence: World.sentence, by: worker)
        return try pick(try await services.cases.found(by: search, for: worker)).file.id
    }

    func lockByLaw() async throws {
        let resident = try pick(residents)
        try await services.restrictions.place(
            batch: resident.batch, letterNumber: resident.letter,
            on: try pick(KeyClass.allCases), reason: "bevel",
            until: now + .days(Int64(dice.roll(5...90))),
            access: Access(
                actor: Actor(role: .privacyOfficer, organisation: .bueno),
                purpose: .fraudAndLegalObligations, ground: .legalDuty))
    }

    // MARK: - Questions

    func answerQuestion(byPhone: Bool) async throws -> Bool {
        guard let actor = try await staff(.support).actor(in: [.support]) else { throw Absent() }
        let waiting = try await services.contactRequests.inbox().open
        guard let question = dice.pick(waiting) else { return false }
        _ = try await services.contactRequests.open(question.id, by: actor)
        if byPhone {
            try await services.contactRequests.answeredByPhone(question.id, by: actor)
        } else {
            try await services.contactRequests.answer(question.id, with: "Ja, dat kan.", by: actor)
        }
        return true
    }
}
