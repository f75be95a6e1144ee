import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct RaceTests {
    /// I6. CI runs 200 rounds of 100 redeemers per engine; every round has a code of its own.
    @Test(arguments: TestEngine.allCases)
    func `a hundred redeemers of one code give exactly one winner`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let codes = try await world.codes(Self.rounds, for: contract)
            for (round, code) in codes.enumerated() {
                let winners = try await Self.race(for: code, in: world)
                #expect(winners == 1, "round \(round)")
            }
            #expect(try await world.count("end_user") == Int64(Self.rounds))
        }
    }

    private static let rounds = 200
    private static let redeemers = 100

    /// All have passed the first two screens; all answer the third at once. The secret is the one each was sent: it is
    /// set here by the same vault, since a hundred text messages a round would test the outbox.
    private static func race(for code: EnrolmentCode, in world: World) async throws -> Int {
        let enrolments = world.services.enrolments
        let waiting = try await withThrowingTaskGroup(of: Token.self) { group in
            for person in 0..<redeemers {
                group.addTask {
                    let token = try await enrolments.begin(code: code.reveal(), network: World.network)
                    try await enrolments.give(
                        ContactForm(
                            mobileNumber: World.mobileNumber(person),
                            emailAddress: World.emailAddress(person),
                            age: .sixteenOrOlder),
                        on: token, language: .dutch, network: World.network)
                    return token
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let secret = try #require(OneTimeSecret(typed: "123456"))
        let vault = world.vault
        try await world.data.write { transaction in
            try transaction.execute("DELETE FROM message")
            for row in try transaction.rows("SELECT attempt_id FROM enrolment_attempt") {
                let attempt = try row.blob(0)
                try transaction.execute(
                    "UPDATE enrolment_attempt SET secret_hash = $2 WHERE attempt_id = $1", attempt,
                    try vault.secretHash(secret, of: attempt))
            }
        }
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            for token in waiting {
                group.addTask {
                    do {
                        _ = try await enrolments.prove(
                            secret: "123456", on: token, device: .phone, language: .dutch)
                        return true
                    } catch EnrolmentRefusal.code(.alreadyRedeemed) {
                        return false
                    }
                }
            }
            let winners = try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            _ = try await world.data.write { try $0.execute("DELETE FROM enrolment_attempt") }
            return winners
        }
    }
}
