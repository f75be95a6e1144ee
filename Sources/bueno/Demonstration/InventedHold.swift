import Domain
import Features

/// A hold in every state: each asked by one of the office and decided by another.
struct InventedHold: Sendable {
    let services: Services
    let post: DemonstrationPost
    let contract: Contract

    /// - `colleague`: whose account most of them are about, so that nobody who uses the demonstration is held.
    func live(first: Worker, second: Worker, about colleague: Account.ID, at now: Moment) async throws {
        try await keepWhoLeft(first, second, at: now)
        let subject = HoldSubject.account(colleague)
        func ask(_ reason: Hold.Reason, _ note: String, days: Int64) async throws -> Hold.ID {
            try await services.holds.ask(
                order(subject, reason, note, days: days, at: now), by: first)
        }
        _ = try await ask(.supervisorInquiry, "Onderzoek 2026-114", days: 120)
        let renewed = try await ask(.courtCase, "Rolnummer 26/1204", days: 30)
        let ending = try await ask(.fraudInquiry, "Melding 88", days: 60)
        let lifted = try await ask(.authorityOrder, "Bevel van 3 maart", days: 200)
        let refused = try await ask(.courtCase, "Zaak zonder nummer", days: 10)
        for id in [renewed, ending, lifted] { try await services.holds.act(.approve, on: id, by: second) }
        try await services.holds.act(.refuse, on: refused, by: second)
        try await services.holds.act(
            .askRenewal(until: CalendarDay(of: now + .days(180)).end), on: renewed, by: first)
        try await services.holds.act(.askLift, on: ending, by: first)
        try await services.holds.act(.askLift, on: lifted, by: second)
        try await services.holds.act(.approve, on: lifted, by: first)
    }

    /// Somebody who asked to erase while a case goes on: their code stays under lock until it is over.
    private func keepWhoLeft(_ first: Worker, _ second: Worker, at now: Moment) async throws {
        let batch = try await services.codeBatches.issue(
            1, contract: contract.id, expires: now + .days(90), reason: "Bewaren", access: .operating)
        let person = InventedPerson(number: 9_006, customer: 0, day: 0)
        try await Enrolling(services: services, post: post, now: now).enrol(
            [person], codes: batch.letters.map(\.code))
        let id = try await services.holds.ask(
            order(.letter(batch.batch, 1), .courtCase, "Rolnummer 26/0871", days: 300, at: now), by: first)
        try await services.holds.act(.approve, on: id, by: second)
        _ = try await Leaving(services: services, post: post).erase(person)
    }

    private func order(
        _ subject: HoldSubject, _ reason: Hold.Reason, _ note: String, days: Int64, at now: Moment
    ) -> HoldOrder {
        HoldOrder(
            subject: subject, classes: [.identity], reason: reason, note: note,
            lastDay: CalendarDay(of: now + .days(days)))
    }
}
