import Domain
import Features
import TestKit

/// What people ask about their data, by themselves.
extension Town {
    func restrict() async throws {
        try await services.askedRestrictions.place(for: try await someone())
    }

    func liftRestriction() async throws -> Bool {
        for index in residents.indices {
            guard let person = try? await arrive(index),
                try await services.askedRestrictions.since(for: person) != nil
            else { continue }
            try await services.askedRestrictions.lift(for: try await proven(person))
            return true
        }
        return false
    }

    func object() async throws {
        try await services.rightsRequests.ask(
            .objection(try pick(Objection.purposes)), words: "Dat wil ik niet", for: try await someone())
    }

    func complain() async throws {
        let person = try await someone()
        let sightings = try await services.sightings.page(of: person, onlyPeople: false, before: nil)
            .sightings
        try await services.rightsRequests.ask(
            .complaint(about: dice.isLucky(50) ? dice.pick(sightings)?.id : nil),
            words: "Hier ben ik het niet mee eens", for: person)
    }

    func askCorrection() async throws {
        let index = try pick(residents.indices.filter { residents[$0].isMobile })
        try await services.rightsRequests.ask(
            .rectification(.lastName, value: Sensitive("Voorbeeld-Jansen")), words: "",
            for: try await arrive(index))
    }

    func withdrawRequest() async throws -> Bool {
        let person = try await someone()
        let open = try await services.rightsRequests.list(for: person).filter(\.request.state.isOpen)
        guard let request = dice.pick(open) else { return false }
        try await services.rightsRequests.withdraw(request.request.id, for: person)
        return true
    }
}
