import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct SealedFieldTests {
    @Test(arguments: TestEngine.allCases)
    func `a ciphertext moved to another person, or an old one put back, does not open`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(2, for: world.municipality())
            let first = try await world.person(1, code: codes[0])
            let second = try await world.person(2, code: codes[1])
            let stolen = try await world.data.read {
                try $0.row(
                    "SELECT sealed FROM sealed_field WHERE end_user_id = $1 AND field = 'mobile_number'",
                    second.person)?
                    .blob(0)
            }
            _ = try await world.data.write {
                try $0.execute(
                    "UPDATE sealed_field SET sealed = $2 WHERE end_user_id = $1 AND field = 'mobile_number'",
                    first.person, stolen)
            }
            await #expect(throws: VaultError.damaged) { try await world.services.personFiles.file(of: first) }
            _ = try await world.data.write {
                try $0.execute("UPDATE sealed_field SET rev = rev + 1 WHERE end_user_id = $1", second.person)
            }
            await #expect(throws: VaultError.damaged) {
                try await world.services.personFiles.file(of: second)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody opens own data of another, or for a purpose the statement does not know`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(2, for: world.municipality())
            let first = try await world.person(1, code: codes[0])
            let second = try await world.person(2, code: codes[1])
            await #expect(throws: VaultError.notYours) {
                try await world.vault.read(
                    [.mobileNumber], of: first.person, activity: .ownInspection,
                    access: second.access(.fraudAndLegalObligations))
            }
            await #expect(throws: VaultError.refused(.purposeNotAllowed)) {
                try await world.vault.read(
                    [.mobileNumber], of: first.person, activity: .ownInspection,
                    access: first.access(.invoicing))
            }
            await #expect(throws: VaultError.refused(.fieldNotDeclared(FieldSet([Field.birthDate])))) {
                try await world.vault.read(
                    [.birthDate], of: first.person, activity: .ownInspection,
                    access: first.access(.fraudAndLegalObligations))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a refused read leaves no leaf and a granted one exactly one`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            let before = try await world.leafCount()
            _ = try? await world.vault.read(
                [.mobileNumber], of: person.person, activity: .ownInspection,
                access: person.access(.invoicing))
            #expect(try await world.leafCount() == before)
            _ = try await world.services.personFiles.file(of: person)
            #expect(try await world.leafCount() == before + 1)
        }
    }
}

extension World {
    func leafCount() async throws -> Int64 {
        try await data.read { try $0.row("SELECT COUNT(*) FROM log_leaf")?.int(0) ?? 0 }
    }
}
