import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P71-P73: what the vault asks of BuenO's own people before a person opens.
struct CaseGuardTests {
    /// A person, and a case about them that Fenna of customer service holds.
    fileprivate struct Scene: Sendable {
        let world: World
        let person: SignedIn
        let other: SignedIn
        let fenna: World.AtWork
        let colleague: World.AtWork
        let officer: World.AtWork
        let file: CaseFile.ID

        func read(
            by staff: World.AtWork? = nil, ground: Ground? = nil, person: EndUser.ID? = nil,
            purpose: Purpose = .delivery, activity: Activity = .helpWithSignIn, role: Role = .support,
            fields: [Field] = [.mobileNumber]
        ) async throws -> [Field: OpenedField] {
            let worker = (staff ?? fenna).worker
            return try await world.vault.read(
                fields, of: person ?? self.person.person, activity: activity,
                access: Access(
                    actor: Actor(
                        role: role, organisation: .bueno, pseudonym: worker.pseudonym,
                        account: worker.account),
                    purpose: purpose, ground: ground ?? .caseFile(file)))
        }

        func leaves(of person: SignedIn? = nil) async throws -> [LogLeaf] {
            try await world.vault.leaves(of: (person ?? self.person).pseudonym, before: nil, limit: 1_000)
        }
    }

    private static func with(_ engine: TestEngine, _ body: (Scene) async throws -> Void) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(2, for: world.municipality())
            let person = try await world.person(1, code: codes[0])
            let other = try await world.person(2, code: codes[1])
            let fenna = try await world.staff(1, roles: [.support])
            let colleague = try await world.staff(2, roles: [.support])
            let officer = try await world.staff(3, roles: [.privacyOfficer])
            // The last days of her role: what is about its end need not wait for months.
            world.clock.advance(by: .days(85))
            let file = try await world.openCase(on: 1, by: fenna)
            try await body(
                Scene(
                    world: world, person: person, other: other, fenna: fenna, colleague: colleague,
                    officer: officer, file: file))
        }
    }

    struct Attempt: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let refusal: CaseRefusal
        fileprivate let attempt: @Sendable (Scene) async throws -> [Field: OpenedField]

        fileprivate init(
            _ name: String, _ refusal: CaseRefusal,
            _ attempt: @escaping @Sendable (Scene) async throws -> [Field: OpenedField]
        ) {
            (testDescription, self.refusal, self.attempt) = (name, refusal, attempt)
        }
    }

    private static func sql(_ scene: Scene, _ sql: SQL, _ values: SQLValue...) async throws {
        let changed = try await scene.world.data.write { transaction in
            values.count == 1 ? try transaction.execute(sql, values[0]) : try transaction.execute(sql, values[0], values[1])
        }
        #expect(changed > 0)
    }

    static let attempts: [Attempt] = [
        Attempt("without a case", .noCase) { try await $0.read(ground: .serviceDelivery) },
        Attempt("on the ground of a legal duty", .noCase) { try await $0.read(ground: .legalDuty) },
        Attempt("from a case that is not there", .noCase) { try await $0.read(ground: .caseFile(.random())) },
        Attempt("from a colleague's case", .notYours) { try await $0.read(by: $0.colleague) },
        Attempt("from a closed case", .closed) { scene in
            try await scene.world.services.cases.close(scene.file, by: scene.fenna.worker)
            return try await scene.read()
        },
        Attempt("from a case that was handed over", .notYours) { scene in
            try await scene.world.services.cases.handOver(
                scene.file, to: scene.colleague.worker.account, by: scene.fenna.worker)
            return try await scene.read()
        },
        Attempt("from an expired case", .expired) { scene in
            scene.world.clock.advance(by: .days(14))
            return try await scene.read()
        },
        Attempt("about another person", .otherPerson) { try await $0.read(person: $0.other.person) },
        Attempt("for another purpose", .otherPurpose) {
            try await $0.read(purpose: .customerInquiries, activity: .questionOfCustomer)
        },
        Attempt("under another activity", .otherPurpose) { try await $0.read(activity: .questionOfPerson) },
        Attempt("a field that the reason does not need", .notNeeded) { scene in
            let file = try await scene.world.openCase(on: 1, by: scene.fenna, reason: .complaint)
            return try await scene.read(
                ground: .caseFile(file), purpose: .disputes, activity: .complaint, fields: [.enrolmentCode])
        },
        Attempt("in a role that was never given", .roleNotInForce) { try await $0.read(role: .fieldOperator) },
        Attempt("as the privacy officer", .notYours) { try await $0.read(by: $0.officer, role: .privacyOfficer) },
        Attempt("without the code of conduct", .dutiesUnsigned) { scene in
            try await sql(
                scene, "DELETE FROM duty_signature WHERE duty = 'code_of_conduct' AND account_id = $1",
                scene.fenna.worker.account.sqlValue)
            return try await scene.read()
        },
        Attempt("with an old version of secrecy", .dutiesUnsigned) { scene in
            try await sql(
                scene, "UPDATE duty_signature SET version = 0 WHERE duty = 'secrecy' AND account_id = $1",
                scene.fenna.worker.account.sqlValue)
            return try await scene.read()
        },
        Attempt("after the grant has ended", .roleNotInForce) { scene in
            scene.world.clock.advance(by: .days(8))
            return try await scene.read()
        },
        Attempt("with a term that was moved by SQL", .roleNotInForce) { scene in
            try await sql(
                scene, "UPDATE role_grant SET expires_at = expires_at + 86400000 WHERE account_id = $1",
                scene.fenna.worker.account.sqlValue)
            return try await scene.read()
        },
        Attempt("with a role that was written by SQL", .roleNotInForce) { scene in
            try await sql(
                scene,
                """
                INSERT INTO role_grant (grant_id, account_id, role, starts_at, expires_at, mac)
                SELECT $1, account_id, 'operator', starts_at, expires_at, mac FROM role_grant WHERE account_id = $2
                """, RoleGrant.ID.random().sqlValue, scene.fenna.worker.account.sqlValue)
            return try await scene.read(role: .fieldOperator)
        },
        Attempt("with an account that was closed", .roleNotInForce) { scene in
            let boss = try await scene.world.staff(9, roles: [.fieldOperator])
            try await scene.world.services.accounts.close(scene.fenna.worker.account, by: boss.worker)
            return try await scene.read()
        },
        Attempt("somebody who is guarded", .guarded) { scene in
            try await scene.world.services.cases.guardSubject(of: scene.file, by: scene.fenna.worker)
            return try await scene.read()
        },
    ]

    @Test(arguments: TestEngine.allCases, attempts)
    func `staff open nothing, and the refusal stands in the log`(engine: TestEngine, attempt: Attempt) async throws {
        try await Self.with(engine) { scene in
            let before = (try await scene.leaves(), try await scene.leaves(of: scene.other))
            await #expect(throws: VaultError.caseRefused(attempt.refusal)) { _ = try await attempt.attempt(scene) }
            let after = (try await scene.leaves(), try await scene.leaves(of: scene.other))
            let news = Set(after.0).subtracting(before.0).union(Set(after.1).subtracting(before.1))
            #expect(news.count { $0.activity == .refusedAccess && $0.act == .lookUp && $0.fields.isEmpty } == 1)
            #expect(!news.contains { $0.act == .read })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `from a case of their own staff open what it needs, and both logs know it`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { scene in
            let opened = try await scene.world.services.cases.open(
                .contact, in: scene.file, by: scene.fenna.worker)
            #expect(Set(opened.keys) == [.mobileNumber, .emailAddress])
            let leaf = try #require(try await scene.leaves().first { $0.act == .read && $0.role == .support })
            #expect(leaf.caseFile == scene.file)
            #expect(leaf.actor == scene.fenna.worker.pseudonym)
            #expect(leaf.activity == .helpWithSignIn)
            let detail = try #require(
                try await scene.world.services.cases.detail(scene.file, for: scene.fenna.worker))
            #expect(detail.events.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who took a case over opens from it, and who had it does not`(engine: TestEngine) async throws {
        try await Self.with(engine) { scene in
            let cases = scene.world.services.cases
            let names = try await cases.colleagues(for: scene.file, by: scene.fenna.worker)
            #expect(names.map(\.id) == [scene.colleague.worker.account])
            try await cases.handOver(
                scene.file, to: scene.colleague.worker.account, by: scene.fenna.worker)
            #expect(try await !cases.open(.contact, in: scene.file, by: scene.colleague.worker).isEmpty)
            await #expect(throws: CaseRefusal.notYours) {
                _ = try await cases.open(.contact, in: scene.file, by: scene.fenna.worker)
            }
            await #expect(throws: CaseRefusal.unknownColleague) {
                try await cases.handOver(
                    scene.file, to: scene.officer.worker.account, by: scene.colleague.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `staff write and record nothing of a person past the guard`(engine: TestEngine) async throws {
        try await Self.with(engine) { scene in
            let (world, worker) = (scene.world, scene.fenna.worker)
            let keys = try await world.vault.keys(of: scene.person.person)
            let access = Access(
                actor: Actor(
                    role: .support, organisation: .bueno, pseudonym: worker.pseudonym, account: worker.account),
                purpose: .delivery, ground: .serviceDelivery)
            let provenance = Provenance(
                source: .endUser, given: world.clock.now(), formVersion: "x", service: .freeCalling)
            let customer = try #require(
                try await world.data.read { try $0.row("SELECT customer_id FROM customer")?.id(0, of: Customer.self) })
            await #expect(throws: VaultError.caseRefused(.noCase)) {
                try await world.data.write { transaction in
                    _ = try world.vault.store(
                        [FieldValue(.mobileNumber, Sensitive("+31612345678"), provenance)], of: keys,
                        customer: customer, service: .freeCalling, activity: .helpWithSignIn, access: access,
                        in: transaction)
                }
            }
            await #expect(throws: VaultError.caseRefused(.noCase)) {
                try await world.data.write { transaction in
                    _ = try world.vault.record(
                        Processing(
                            .read, .helpWithSignIn, service: .freeCalling,
                            fields: FieldSet([Field.mobileNumber]), subject: keys.pseudonym),
                        access: access, in: transaction)
                }
            }
            await #expect(throws: VaultError.caseRefused(.noCase)) {
                try await world.data.write { transaction in
                    _ = try world.vault.bury(
                        [.contact], of: keys, reason: .erasure, service: .freeCalling, activity: .erasure,
                        access: access, in: transaction)
                }
            }
        }
    }
}
