import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

struct LogReadingsTests {
    private func access(_ officer: World.AtWork) throws -> Access {
        Access(
            actor: try #require(officer.worker.actor(in: [.privacyOfficer])),
            purpose: .fraudAndLegalObligations, ground: .legalDuty)
    }

    @Test(arguments: TestEngine.allCases)
    func `an officer reads the log newest first, in pages, and that is logged`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            for number in 1...12 {
                try await world.enrol(number, code: try await world.codes(1, for: contract)[0])
            }
            let wout = try await world.staff(1, roles: [.privacyOfficer])
            try await world.services.logKeeper.run()
            let readings = world.services.logReadings
            var (seen, before): ([Int64], Int64?) = ([], nil)
            repeat {
                let page = try await readings.page(LogFilter(), before: before, access: try access(wout))
                seen += page.lines.map(\.number)
                before = page.next
            } while before != nil
            #expect(seen == seen.sorted(by: >))
            #expect(Set(seen).count == seen.count && seen.last == 0)
            let own = try await world.data.read { transaction in
                try transaction.rows("SELECT body FROM log_leaf").compactMap {
                    LogLeaf(bytes: try $0.blob(0))
                }
            }.filter { $0.activity == .logInspection }
            #expect(own.count >= 2)
            #expect(own.allSatisfy { $0.role == .privacyOfficer && $0.subject == nil })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a filter finds what is rare`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let person = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            try await world.erase(person)
            for number in 2...9 {
                try await world.enrol(number, code: try await world.codes(1, for: contract)[0])
            }
            let wout = try await world.staff(1, roles: [.privacyOfficer])
            try await world.services.logKeeper.run()
            let page = try await world.services.logReadings.page(
                LogFilter(activity: .erasure), before: nil, access: try access(wout))
            #expect(page.lines.count == 1 && page.lines.first?.leaf.act == .destroy)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a line is proven by the signed tree, and a changed one is not`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            try await world.enrol(1, code: try await world.codes(1, for: contract)[0])
            let wout = try await world.staff(1, roles: [.privacyOfficer])
            try await world.services.logKeeper.run()
            let readings = world.services.logReadings
            let found = try #require(try await readings.line(1, access: try access(wout)))
            #expect(found.isProven)
            let leaf = found.line.leaf
            let altered = LogLeaf(
                id: leaf.id, at: leaf.at, act: leaf.act, activity: leaf.activity, purpose: leaf.purpose,
                basis: leaf.basis, role: .support, organisation: leaf.organisation, caseFile: leaf.caseFile,
                service: leaf.service, fields: leaf.fields, revision: leaf.revision, subject: leaf.subject,
                actor: leaf.actor, statementVersion: leaf.statementVersion, count: leaf.count)
            _ = try await world.data.write {
                try $0.execute("UPDATE log_leaf SET body = $1 WHERE seq = 1", altered.bytes)
            }
            #expect(try await readings.line(1, access: try access(wout))?.isProven == false)
            #expect(try await readings.line(100_000, access: try access(wout)) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody but the officer reads the log`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let ties = try await world.staff(1, roles: [.fieldOperator])
            let access = Access(
                actor: try #require(ties.worker.actor(in: [.fieldOperator])),
                purpose: .fraudAndLegalObligations, ground: .legalDuty)
            await #expect(throws: VaultError.self) {
                _ = try await world.services.logReadings.page(LogFilter(), before: nil, access: access)
            }
        }
    }
}
