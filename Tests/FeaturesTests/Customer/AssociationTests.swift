import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What is tied to whom, by whom and when (P19).
struct AssociationTests {
    private static func draft(
        _ label: String, number: String = "", _ holder: AssociationHolder
    ) -> AssociationDraft {
        AssociationDraft(label: label, number: number, holder: holder)
    }

    @Test(arguments: TestEngine.allCases)
    func `a number of a colleague is sealed, seen by both, and gone when it is untied`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            let bram = try await world.colleague(2, of: contract.customer, roles: [.caseworker])
            let associations = world.services.associations
            try await associations.tie(
                Self.draft("Balie telefoon 3", number: "050 123 45 67", .colleague(bram.worker.account)),
                by: noor)
            let line = try #require(try await associations.list(for: bram.worker).first)
            #expect(line.number?.reveal() == "050 123 45 67" && line.madeBy?.reveal() == "Collega 1")
            let own = try await world.services.colleagues.own(for: bram.worker)
            #expect(own.associations.map(\.label) == ["Balie telefoon 3"])
            #expect(own.fields.contains { $0.field == .workNumber && $0.value.reveal() == "050 123 45 67" })
            #expect(try await world.worker(bram.session).holdsNumber)
            await #expect(throws: AssociationRefusal.numberAlreadyTied) {
                try await associations.tie(
                    Self.draft("Mobiel", number: "06 12345678", .colleague(bram.worker.account)), by: noor)
            }
            try await associations.untie(line.id, by: bram.worker)
            let after = try #require(try await associations.list(for: noor).first)
            #expect(after.number == nil && after.ended != nil && after.endedBy?.reveal() == "Collega 2")
            let left = try await world.services.colleagues.own(for: bram.worker)
            #expect(!left.fields.contains { $0.field == .workNumber })
            await #expect(throws: AssociationRefusal.unknown) {
                try await associations.untie(line.id, by: noor)
            }
            for promise in [Promise.associationsHaveAMaker, .alwaysAValidReason, .personalApartFromGeneral] {
                let proven = try await world.line(promise)
                #expect(proven.verdict == .proven, "\(promise.id) \(proven.rows)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a letter gets a label and no number, and its reader sees it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            let person = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            let associations = world.services.associations
            let batch = try #require(try await associations.batches(for: noor).first?.id)
            await #expect(throws: AssociationRefusal.numberNotForLetter) {
                try await associations.tie(
                    Self.draft("Leentablet", number: "0612345678", .letter(batch: batch, number: 1)), by: noor
                )
            }
            await #expect(throws: AssociationRefusal.unknownLetter) {
                try await associations.tie(
                    Self.draft("Leentablet 12", .letter(batch: batch, number: 2)), by: noor)
            }
            try await associations.tie(
                Self.draft("Leentablet 12", .letter(batch: batch, number: 1)), by: noor)
            let file = try await world.services.personFiles.file(of: person)
            #expect(file.associations.map(\.label) == ["Leentablet 12"])
            #expect(file.lines.count == 3)
            let seen = try await world.services.sightings.page(of: person, onlyPeople: true, before: nil)
            #expect(seen.sightings.contains { $0.activity == .association && $0.customerName != nil })
            // What was tied to somebody goes with them.
            try await world.erase(person)
            #expect(try await associations.list(for: noor).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing crosses between customers, and only who may does`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (first, second) = (try await world.municipality(1), try await world.municipality(2))
            let noor = try await world.colleague(1, of: first.customer).worker
            let saar = try await world.colleague(2, of: second.customer).worker
            let viewer = try await world.colleague(3, of: first.customer, roles: [.customerViewer]).worker
            _ = try await world.codes(1, for: first)
            let associations = world.services.associations
            let batch = try #require(try await associations.batches(for: noor).first?.id)
            await #expect(throws: AssociationRefusal.unknownColleague) {
                try await associations.tie(Self.draft("Telefoon", .colleague(noor.account)), by: saar)
            }
            await #expect(throws: AssociationRefusal.unknownLetter) {
                try await associations.tie(Self.draft("Tablet", .letter(batch: batch, number: 1)), by: saar)
            }
            await #expect(throws: AssociationRefusal.unknown) {
                try await associations.tie(Self.draft("Tablet", .colleague(noor.account)), by: viewer)
            }
            try await associations.tie(Self.draft("Telefoon", .colleague(noor.account)), by: noor)
            let line = try #require(try await associations.list(for: noor).first)
            #expect(try await associations.list(for: saar).isEmpty)
            await #expect(throws: AssociationRefusal.unknown) {
                try await associations.untie(line.id, by: saar)
            }
        }
    }

    @Test(arguments: ["", "bel 06 12345678", "v.voorbeeld@example.nl", String(repeating: "x", count: 61)])
    func `a label that is empty, long or personal is refused`(label: String) async throws {
        try await World.with(.sqlite) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            await #expect(throws: AssociationRefusal.self) {
                try await world.services.associations.tie(
                    Self.draft(label, .colleague(noor.account)), by: noor)
            }
        }
    }
}
