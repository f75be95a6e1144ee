import Domain
import Features

/// Codes that an invented caseworker made: a batch that ends soon and is half used, and one that waits to be saved, so
/// that a visitor sees each state.
struct ColleaguesCodes: Sendable {
    let services: Services
    let post: DemonstrationPost
    let clock: WalkingClock

    struct Stuck: Error {}

    func make(by worker: Worker) async throws {
        let ending = try await order(40, reason: "Energiehulp", days: 9, by: worker)
        let letters = try await services.batchDownloads.codes(of: ending, by: worker).letters
        try await services.batchDownloads.confirm(ending, shown: clock.now(), by: worker)
        let persons = (0..<16).map { InventedPerson(number: 9_010 + $0, customer: 0, day: 0) }
        try await Enrolling(services: services, post: post, now: clock.now()).enrol(
            persons, codes: letters.prefix(persons.count).map(\.code))
        try await services.batchChanges.revoke(letter: 38, of: ending, reason: "Verhuisd", by: worker)
        let next = try await services.batchChanges.replace(
            letter: 39, of: ending, reason: "Brief kwijtgeraakt", by: worker)
        guard
            try await services.batchDownloads.codes(of: ending, by: worker).letters.map(\.letterNumber) == [
                next
            ]
        else { throw Stuck() }
        try await services.batchDownloads.confirm(ending, shown: clock.now(), by: worker)
        _ = try await order(25, reason: "Nieuwe inwoners", days: 200, by: worker)
    }

    private func order(
        _ count: Int, reason: String, days: Int64, by worker: Worker
    ) async throws -> CodeBatch.ID {
        try await services.batchOrders.place(
            BatchOrder(count: count, lastDay: CalendarDay(of: clock.now() + .days(days)), reason: reason),
            by: worker)
    }
}
