import Domain
import Features
import Foundation
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

/// A year in which everything happened that an archive of evidence tells of.
struct LivedYear {
    let world: World
    let period: EvidencePeriod
    let officer: World.AtWork
    /// What must be nowhere in an archive: what people gave, and every number that leads to one.
    let canaries: [String]

    static func with(_ engine: TestEngine, _ body: (LivedYear) async throws -> Void) async throws {
        try await World.with(engine) { try await body(try await live($0)) }
    }

    private static let persons = 1...3

    private static func live(_ world: World) async throws -> LivedYear {
        let first = CalendarDay(of: world.clock.now())
        let contract = try await world.municipality(1)
        var people: [SignedIn] = []
        for (number, code) in zip(persons, try await world.codes(persons.count, for: contract)) {
            people.append(try await world.person(number, code: code))
        }
        // A child whose parent says yes, and one whose parent does not come.
        try await world.minor(4, code: try await world.codes(1, for: contract)[0])
        try await world.enrol(5, code: try await world.codes(1, for: contract)[0], age: .underSixteen)
        let requests = world.services.rightsRequests
        try await requests.ask(.complaint(about: nil), words: "Ik kreeg te veel", for: people[0])
        try await requests.ask(.objection(.communication), words: "Geen post", for: people[1])
        try await world.services.logKeeper.run()

        world.clock.advance(by: .days(40))
        let fenna = try await world.staff(1, roles: [.support])
        let officers = try await world.officers()
        let ids = try await world.data.read { transaction in
            try transaction.rows("SELECT request_id FROM rights_request WHERE ended_at IS NULL").map {
                try $0.id(0, of: RightsRequest.self)
            }
        }
        for id in ids {
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            try await world.services.rightsDesk.answer(
                id, .granted, text: "U hebt gelijk", by: fenna.worker)
        }
        world.clock.advance(by: .hours(12))
        let night = try await world.staff(3, roles: [.support])
        let file = try await world.openCase(on: 2, by: night)
        let broken = try await world.services.cases.breakGlass(
            over: file, sentence: World.sentence, by: night.worker)
        _ = try await world.services.cases.open(.contact, in: broken, by: night.worker)
        _ = try await world.hold(.caseFile(file), days: 300, by: officers)
        try await world.erase(people[2])
        try await world.services.logKeeper.run()
        #expect(try await world.services.proofRuns.start(Premises()))
        await world.services.background.drain()

        // What is past its term goes on one day, and the next day that day is signed.
        for _ in 1...2 {
            world.clock.advance(by: .days(1))
            try await world.services.retention.run()
            try await world.services.messenger.sweep()
            try await world.services.logKeeper.run()
        }
        let period = try EvidencePeriod(
            from: first, until: CalendarDay(of: world.clock.now()), at: world.clock.now())
        world.clock.advance(by: .days(2))
        try await world.services.logKeeper.run()
        return LivedYear(
            world: world, period: period, officer: officers.first,
            canaries: try await canaries(in: world, people: people))
    }

    private static func canaries(in world: World, people: [SignedIn]) async throws -> [String] {
        let given = (1...5).flatMap { number in
            [
                String(World.mobileNumber(number).dropFirst()), World.emailAddress(number),
                String(World.guardianNumber(number).dropFirst()),
            ]
        }
        let typed = [
            "Collega", "collega", "Rolnummer", "26/1204", World.sentence, "te veel", "gelijk",
            "Gemeente Voorbeeld",
        ]
        let numbers = try await world.data.read { transaction in
            try [
                "SELECT end_user_id FROM end_user", "SELECT account_id FROM account",
                "SELECT request_id FROM rights_request", "SELECT case_id FROM case_file",
                "SELECT hold_id FROM hold", "SELECT DISTINCT subject FROM log_leaf WHERE subject IS NOT NULL",
                "SELECT customer_id FROM customer", "SELECT guardian_id FROM guardian",
            ].flatMap { sql in
                try transaction.rows(SQL(stringLiteral: sql)).flatMap { row -> [String] in
                    let bytes = try row.blob(0)
                    return [Hex.text(bytes), Hex.text(bytes).uppercased(), Base64.text(bytes)]
                }
            }
        }
        return given + typed + numbers
    }

    func export() async throws -> [UInt8] {
        try await world.services.evidenceExports.export(period, for: .audit) { _, _ in }.bytes
    }

    func verify(_ bytes: [UInt8]) async throws -> [EvidenceVerifier.Finding] {
        try await world.services.evidenceExports.verify(bytes).findings
    }
}
