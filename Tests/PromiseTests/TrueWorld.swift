import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing
import Vault

/// A small world in which every promise is kept, made through the product's own features alone.
struct TrueWorld {
    let world: World
    /// The contract with most people.
    let contract: Contract
    /// Two who are enrolled and did things.
    let persons: [SignedIn]
    /// Under sixteen, with a guardian who said yes.
    let minor: SignedIn
    /// Whose data went at their request.
    let erased: SignedIn

    var pseudonym: String { persons[0].pseudonym.description }

    /// Builds it, runs the body, and removes every trace.
    static func with(
        _ engine: TestEngine, isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (TrueWorld) async throws -> Void
    ) async throws {
        try await World.with(engine) { world in
            try await body(try await TrueWorld(world))
        }
    }

    private init(_ world: World) async throws {
        self.world = world
        try await Self.askInVain(in: world)
        try await Self.liveThroughAnAgreement(in: world)
        contract = try await world.municipality(2)
        let other = try await world.municipality(3)
        let codes = try await world.codes(6, for: contract)
        let first = try await world.person(1, code: codes[0])
        let second = try await world.person(2, code: codes[1])
        erased = try await world.person(3, code: codes[2])
        try await world.enrol(4, code: codes[3], age: .underSixteen, language: .english)
        try await world.minor(6, code: codes[5])
        minor = try await world.signIn(6)
        // One human with codes from two customers.
        try await world.enrol(1, code: try await world.codes(1, for: other)[0])
        persons = [first, second]
        try await Self.askAndAnswer(in: world)
        world.clock.advance(by: .minutes(5))
        _ = try await world.services.personFiles.file(of: first)
        try await Self.leaveHalfway(code: codes[4], in: world)
        try await world.erase(erased)
        world.clock.advance(by: .hours(2))
        try await world.keepHouse()
    }

    /// An agreement that ended more than a year ago: everyone under it is gone.
    private static func liveThroughAnAgreement(in world: World) async throws {
        let ended = try await world.municipality(1)
        try await world.enrol(9, code: try await world.codes(1, for: ended)[0])
        try await world.services.customers.end(ended.id)
        world.clock.advance(by: .days(400))
        try await world.keepHouse()
    }

    /// Someone who gave a number and an address and never came back.
    private static func leaveHalfway(code: EnrolmentCode, in world: World) async throws {
        let token = try await world.services.enrolments.begin(code: code.reveal(), network: World.network)
        try await world.services.enrolments.give(
            ContactForm(
                mobileNumber: World.mobileNumber(8), emailAddress: World.emailAddress(8), age: .sixteenOrOlder
            ),
            on: token, language: .dutch, network: World.network)
        try await world.settle()
    }
}

extension World {
    /// What the prover says of one promise now.
    func line(_ promise: Promise, _ premises: Premises? = nil) async throws -> ProofReport.Line {
        try #require(try await prover(premises).prove([promise]).line(promise))
    }

    /// Direct SQL, past every rule of the program.
    func run(_ sql: SQL, _ values: [SQLValue] = [], in database: Database? = nil) async throws {
        let changed = try await (database ?? data).write { transaction in
            switch values.count {
            case 0: try transaction.execute(sql)
            case 1: try transaction.execute(sql, values[0])
            case 2: try transaction.execute(sql, values[0], values[1])
            case 3: try transaction.execute(sql, values[0], values[1], values[2])
            default: try transaction.execute(sql, values[0], values[1], values[2], values[3])
            }
        }
        #expect(changed > 0, "the break changed nothing")
    }

    /// The same rows without a single constraint: what a rogue administrator would begin with.
    func dropConstraints(of tables: String..., in database: Database? = nil) async throws {
        try await (database ?? data).write { transaction in
            for table in tables {
                try transaction.execute(SQL(stringLiteral: "ALTER TABLE \(table) RENAME TO \(table)_before"))
                try transaction.execute(
                    SQL(stringLiteral: "CREATE TABLE \(table) AS SELECT * FROM \(table)_before"))
            }
        }
    }

    /// A person's leaf of some act, to be copied and changed.
    func leaf(_ act: ProcessingAct, of subject: Pseudonym.ID) async throws -> LogLeaf {
        try #require(try await vault.leaves(of: subject, before: nil, limit: 1_000).first { $0.act == act })
    }

    /// Writes a leaf past the vault.
    func forge(_ leaf: LogLeaf, body: [UInt8]? = nil) async throws {
        _ = try await data.write { transaction in
            try transaction.execute(
                "INSERT INTO log_leaf (leaf_id, at, subject, body) VALUES ($1, $2, $3, $4)", leaf.id, leaf.at,
                leaf.subject, body ?? leaf.bytes)
        }
    }
}

extension LogLeaf {
    /// The same act with something else about it, under a new number.
    func altered(
        act: ProcessingAct? = nil, activity: Activity? = nil, purpose: Purpose? = nil,
        basis: LegalBasis? = nil,
        at: Moment? = nil
    ) -> LogLeaf {
        LogLeaf(
            id: .random(), at: at ?? self.at, act: act ?? self.act, activity: activity ?? self.activity,
            purpose: purpose ?? self.purpose, basis: basis ?? self.basis, role: role,
            organisation: organisation,
            caseFile: caseFile, service: service, fields: fields, revision: revision, subject: subject,
            actor: actor, statementVersion: statementVersion, count: count)
    }
}

/// Sees that a promise is proven in a true world, breaks it, and sees the proof fail and name the row.
func expectBroken(
    _ promise: Promise, _ engine: TestEngine, says: String, naming: (TrueWorld) -> String = { $0.pseudonym },
    sourceLocation: SourceLocation = #_sourceLocation, by damage: (TrueWorld) async throws -> Void
) async throws {
    try await TrueWorld.with(engine) { truth in
        let before = try await truth.world.line(promise)
        #expect(before.verdict == .proven, "\(before.rows)", sourceLocation: sourceLocation)
        #expect(before.examined > 0, sourceLocation: sourceLocation)
        try await damage(truth)
        let after = try await truth.world.line(promise)
        #expect(after.verdict == .broken, sourceLocation: sourceLocation)
        let isNamed = after.rows.contains { $0.contains(says) && $0.contains(naming(truth)) }
        #expect(isNamed, "\(after.rows)", sourceLocation: sourceLocation)
    }
}

/// Nothing to examine is no proof.
func expectNoEvidence(
    _ promise: Promise, _ engine: TestEngine, sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    try await World.with(engine) { world in
        // Who carries messages is there from the start, and says nothing of anybody.
        _ = try await world.data.write { try $0.execute("DELETE FROM processor") }
        let line = try await world.line(promise)
        #expect(line.verdict == .noEvidence, "\(line.examined) examined", sourceLocation: sourceLocation)
    }
}
