import Domain
import Features

/// A morning at customer service: somebody who could not sign in, and somebody who is not known here.
struct InventedCase: Sendable {
    let services: Services

    func live(by worker: Worker) async throws {
        let caller = InventedPerson(number: InventedStory.plain, customer: 1, day: 0)
        let search = try await services.cases.search(
            caller.mobileNumber, reason: .helpWithSignIn, sentence: "Belde omdat inloggen niet lukt",
            by: worker)
        for found in try await services.cases.found(by: search, for: worker)
        where found.file.subject != .nobody {
            _ = try await services.cases.open(.contact, in: found.file.id, by: worker)
            try await services.cases.write(
                "Heeft een nieuwe telefoon. Belt terug als de code weer niet komt.", in: found.file.id,
                by: worker)
        }
        _ = try await services.cases.search(
            "onbekend@example.nl", reason: .questionOfPerson, sentence: "Vroeg of er een account is",
            by: worker)
    }
}
