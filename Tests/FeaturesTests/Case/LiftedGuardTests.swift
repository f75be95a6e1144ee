import Domain
import Features
import TestKit
import Testing

/// Protection that ends: never by one pair of eyes.
struct LiftedGuardTests {
    @Test(arguments: TestEngine.allCases)
    func `a protection is lifted in a case that was broken open, with a sentence that stays`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            _ = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            let fenna = try await world.staff(1, roles: [.support])
            _ = try await world.staff(2, roles: [.privacyOfficer])
            let cases = world.services.cases
            let file = try await world.openCase(on: 1, by: fenna)
            try await cases.guardSubject(of: file, by: fenna.worker)
            let lift = { (id: CaseFile.ID, sentence: String, worker: Worker) in
                try await cases.liftGuard(of: id, sentence: sentence, by: worker)
            }
            await #expect(throws: CaseRefusal.guarded) { try await lift(file, World.sentence, fenna.worker) }
            let broken = try await cases.breakGlass(over: file, sentence: World.sentence, by: fenna.worker)
            await #expect(throws: CaseRefusal.sentenceTooShort) { try await lift(broken, "ok", fenna.worker) }
            let other = try await world.staff(3, roles: [.support])
            await #expect(throws: CaseRefusal.notYours) {
                try await lift(broken, World.sentence, other.worker)
            }
            #expect(try await cases.detail(file, for: fenna.worker)?.summary.isGuarded == true)
            for _ in 1...2 { try await lift(broken, "De dreiging is voorbij", fenna.worker) }
            let detail = try #require(try await cases.detail(broken, for: other.worker))
            let sentences = detail.events.compactMap { event in
                if case .step(.unguarded, let sentence) = event.what { sentence } else { nil }
            }
            #expect(sentences == ["De dreiging is voorbij"] && !detail.summary.isGuarded)
            _ = try await cases.open(.contact, in: file, by: fenna.worker)
        }
    }
}
