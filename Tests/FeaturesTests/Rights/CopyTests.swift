import Domain
import Features
import TestKit
import Testing
import Vault

/// A copy for who has no portal of their own: a guardian, and who asked at a desk or by phone (P60, P61).
struct CopyTests {
    @Test(arguments: TestEngine.allCases)
    func `a guardian sees and takes what is held of them, and nothing of the child`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            try await world.minor(1, code: try await world.codes(1, for: world.municipality())[0])
            let session = try await world.guardianAtDoor(World.guardianNumber(1))
            let child = try #require(try await world.services.consents.children(in: session)?.first)
            let exports = world.services.personExports
            let seen = try #require(try await exports.look(for: child.guardian, in: session))
            #expect(seen.kind == .guardian && seen.requests.isEmpty)
            let number = try #require(seen.lines.first { $0.field == .mobileNumber })
            #expect(number.value.reveal() == "+316" + World.guardianNumber(1).dropFirst(2))
            #expect(!number.uses.isEmpty && number.usedBySystem > 0)
            #expect(!seen.lines.contains { $0.value.reveal() == "+316" + World.mobileNumber(1).dropFirst(2) })
            #expect(!seen.answers.isEmpty)
            let kept = try #require(try await exports.download(for: child.guardian, in: session))
            #expect(kept.requests.count == 1)
            #expect(kept.requests.first?.request.person == .guardian)
            #expect(kept.requests.first?.request.state == .granted)
            // Another's does not exist here, nor after they are done.
            #expect(try await exports.look(for: .random(), in: session) == nil)
            try await world.services.consents.leave(session)
            #expect(try await exports.download(for: child.guardian, in: session) == nil)
            let report = try await world.prover().prove([.rightsWithinAMonth, .sameRightsForCustomersPeople])
            #expect(!report.isBroken, "\(report.lines.flatMap(\.rows))")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a copy is handed over by who handles the request, once it is settled who asks`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let (anna, fenna) = try await world.annaAndFenna()
            let found = try await world.openCase(on: 1, by: fenna, reason: .helpWithSignIn)
            try await world.services.cases.write("Belde over 06 99999999", in: found, by: fenna.worker)
            let (desk, exports) = (world.services.rightsDesk, world.services.personExports)
            let id = try await desk.register(
                .inspection, via: .desk, words: "Wil alles zien", in: found, by: fenna.worker)
            await #expect(throws: RightsRefusal.notYours) {
                _ = try await exports.copy(for: id, by: fenna.worker)
            }
            try await desk.take(id, by: fenna.worker)
            await #expect(throws: RightsRefusal.checklistIncomplete) {
                _ = try await exports.copy(for: id, by: fenna.worker)
            }
            try await desk.identify(id, ticked: Set(IdentityCheck.allCases), by: fenna.worker)
            let other = try await world.staff(8, roles: [.support])
            await #expect(throws: RightsRefusal.notYours) {
                _ = try await exports.copy(for: id, by: other.worker)
            }
            let copy = try await exports.copy(for: id, by: fenna.worker)
            #expect(copy.lines.count == 3 && copy.notes.count == 1)
            #expect(copy.notes.first?.text.reveal().contains("99999999") == false)
            let seen = try await world.services.sightings.page(of: anna, onlyPeople: true, before: nil)
            let looks = seen.sightings.filter { $0.act == .read && $0.activity == .rightsRequest }
            #expect(looks.contains { $0.fields.contains(FieldSet([.mobileNumber])) && $0.role == .support })
            try await desk.answer(id, .granted, text: "In handen gegeven", by: fenna.worker)
            await #expect(throws: RightsRefusal.ended) {
                _ = try await exports.copy(for: id, by: fenna.worker)
            }
            // Who asked for something else gets no copy.
            let complaint = try await world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Waarom?", for: anna)
            try await desk.take(complaint, by: fenna.worker)
            await #expect(throws: RightsRefusal.noCopy) {
                _ = try await exports.copy(for: complaint, by: fenna.worker)
            }
            let report = try await world.prover().prove([.onlyFromACase, .rightsWithinAMonth])
            #expect(!report.isBroken, "\(report.lines.flatMap(\.rows))")
        }
    }
}
