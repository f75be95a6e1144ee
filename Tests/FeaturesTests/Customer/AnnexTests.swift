import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Custom work: explained first, accepted, and only then begun (P20).
struct AnnexTests {
    static let draft = DataSheetDraft(
        title: "Tolktelefoon", about: "Wij verbinden met een tolk.", fields: [.mobileNumber],
        purposes: [.delivery], terms: [.endUserData])

    @Test(arguments: TestEngine.allCases)
    func `a sheet is sent, accepted and begun, in that order`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            let ties = try await world.staff(2, roles: [.fieldOperator]).worker
            let annexes = world.services.annexes
            let id = try await annexes.compose(Self.draft, for: contract.customer, by: ties)
            #expect(try await annexes.list(for: noor).isEmpty)
            await #expect(throws: AnnexRefusal.notAccepted) { try await annexes.activate(id, by: ties) }
            try await annexes.send(id, by: ties)
            await #expect(throws: AnnexRefusal.alreadySent) { try await annexes.send(id, by: ties) }
            try await world.settle()
            guard case .mail(let mail) = world.outside.sent.last else {
                Issue.record("no mail")
                return
            }
            #expect(mail.content.reveal().text.contains("Tolktelefoon, versie 1"))
            let file = try #require(try await annexes.list(for: noor).first)
            let sheet = try #require(file.newest)
            #expect(file.isWaiting)
            await #expect(throws: AnnexRefusal.otherVersion) {
                try await annexes.accept(id, version: 1, hash: String(repeating: "0", count: 64), by: noor)
            }
            try await annexes.accept(id, version: 1, hash: sheet.hash, by: noor)
            try await annexes.activate(id, by: ties)
            #expect(try await annexes.file(id)?.activeVersion == 1)
            #expect(try await world.line(.customWorkIsExplained).verdict == .proven)

            // A changed sheet is a new version, and the old agreement stays under the old one until it is accepted.
            var changed = Self.draft
            changed.fields = [.mobileNumber, .lastName]
            _ = try await annexes.compose(changed, for: contract.customer, changing: id, by: ties)
            await #expect(throws: AnnexRefusal.notAccepted) { try await annexes.activate(id, by: ties) }
            #expect(try await annexes.file(id)?.activeVersion == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another customer, and who is no administrator, cannot accept`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (first, second) = (try await world.municipality(1), try await world.municipality(2))
            let bram = try await world.colleague(1, of: first.customer, roles: [.caseworker]).worker
            let saar = try await world.colleague(2, of: second.customer).worker
            let ties = try await world.staff(3, roles: [.fieldOperator]).worker
            let annexes = world.services.annexes
            let id = try await annexes.compose(Self.draft, for: first.customer, by: ties)
            try await annexes.send(id, by: ties)
            let hash = try #require(try await annexes.file(id)?.newest?.hash)
            for nobody in [bram, saar, ties] {
                await #expect(throws: AnnexRefusal.unknownAnnex) {
                    try await annexes.accept(id, version: 1, hash: hash, by: nobody)
                }
            }
            #expect(try await annexes.list(for: saar).isEmpty)
            await #expect(throws: AnnexRefusal.unknownAnnex) {
                _ = try await annexes.compose(Self.draft, for: second.customer, changing: id, by: ties)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the store refuses custom work without an acceptance`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let ties = try await world.staff(1, roles: [.fieldOperator]).worker
            let id = try await world.services.annexes.compose(Self.draft, for: contract.customer, by: ties)
            await #expect(throws: StorageError.self) {
                _ = try await world.data.write { transaction in
                    try transaction.execute(
                        "INSERT INTO annex_contract (contract_id, annex_id, version) VALUES ($1, $2, 1)",
                        contract.id, id)
                }
            }
        }
    }

    @Test func `a sheet reads as it was written`() throws {
        let statement = try StatementDocument.bundled(privacyContact: "privacy@example.nl").statement
        let sheet = try Self.draft.sheet(statement) { _ in false }
        #expect(DataSheet(text: sheet.text) == sheet)
        #expect(sheet.lines.map(\.id) == ["mobile_number", "delivery", "end_user_data"])
        #expect(DataSheet(text: "something else") == nil)
        let empty = DataSheetDraft(title: " ", about: "", fields: [.fullName], purposes: [], terms: [])
        #expect(
            throws: AnnexRefusal.invalid([
                .titleMissing, .aboutMissing, .fieldsMissing, .purposesMissing, .termsMissing,
            ])
        ) { try empty.sheet(statement) { _ in false } }
    }
}
