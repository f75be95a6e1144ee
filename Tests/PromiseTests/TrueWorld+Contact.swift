import Domain
import Features
import TestKit

extension TrueWorld {
    /// Somebody asks something that nobody answers: gone when the year is over.
    static func askInVain(in world: World) async throws {
        try await world.askQuestion(901)
    }

    /// One question is answered by mail, one by phone, and one waits.
    static func askAndAnswer(in world: World) async throws {
        let (mailed, called) = (try await world.askQuestion(902), try await world.askQuestion(903))
        try await world.askQuestion(904)
        let actor = try await world.answerer(905)
        world.clock.advance(by: .minutes(1))
        _ = try await world.services.contactRequests.open(mailed, by: actor)
        try await world.services.contactRequests.answer(mailed, with: "Ja, dat kan.", by: actor)
        try await world.services.contactRequests.answeredByPhone(called, by: actor)
        try await world.settle()
    }
}
