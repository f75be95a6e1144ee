import ArgumentParser
import Domain
import Features
import Storage
import Vault

/// A copy of everything, of a person with few rows and of one with thousands, beside the same rows by plain SQL and one
/// durable row, since a look stands in the log before anything opens.
struct AccessBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "access", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option var rows = 10_000
    @Option var times = 100

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let tokens = try await world.delivering {
                try await world.people(2, from: Int.random(in: 1_000_000..<5_000_000))
            }
            for (index, token) in tokens.enumerated() {
                guard let person = try await world.services.sessions.signedIn(token) else {
                    throw BenchWorld.Stuck()
                }
                let wanted = index == 0 ? 22 : rows + 22
                try await Self.fill(person, upTo: wanted, world)
                let (export, plain) = try await Self.inTurn(times) {
                    _ = try await world.services.personExports.look(for: person)
                } and: {
                    try await Self.plain(person, world)
                }
                report("access_\(wanted)_ms", export)
                report("access_\(wanted)_plain_sql_ms", plain)
                report("access_\(wanted)_times_plain", export / plain)
            }
        }
    }

    /// Lines in the log, as they come about with use.
    private static func fill(_ person: SignedIn, upTo count: Int, _ world: BenchWorld) async throws {
        let there = try await world.vault.leaves(of: person.pseudonym, before: nil, limit: count).count
        var left = max(0, count - there)
        while left > 0 {
            let step = min(left, 500)
            try await world.vault.data.write { transaction in
                for _ in 0..<step {
                    try world.vault.record(
                        Processing(
                            .read, .ownInspection, service: .freeCalling,
                            fields: FieldSet([.mobileNumber, .emailAddress]), subject: person.pseudonym),
                        access: person.access(.fraudAndLegalObligations), in: transaction)
                }
            }
            left -= step
            // Lines are paged by their moment.
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private static func plain(_ person: SignedIn, _ world: BenchWorld) async throws {
        _ = try await world.vault.data.write { transaction in
            try transaction.execute(
                """
                INSERT INTO sweep_mark (name, reached_at, began_at) VALUES ('bench', $1, $1)
                ON CONFLICT (name) DO UPDATE SET reached_at = excluded.reached_at
                """, transaction.now)
        }
        try await world.vault.data.read { transaction in
            _ = try transaction.rows("SELECT * FROM sealed_field WHERE end_user_id = $1", person.person)
            _ = try transaction.rows("SELECT * FROM message WHERE person_id = $1", person.person)
            _ = try transaction.rows("SELECT * FROM rights_request WHERE person_id = $1", person.person)
            _ = try transaction.rows("SELECT * FROM log_leaf WHERE subject = $1", person.pseudonym)
        }
    }

    /// The medians of two that take turns, in milliseconds: what else the machine does then slows both.
    private static func inTurn(
        _ times: Int, _ one: () async throws -> Void, and other: () async throws -> Void
    ) async throws -> (Double, Double) {
        var lasted: ([Double], [Double]) = ([], [])
        for _ in 0..<times {
            lasted.0.append(try await milliseconds(one))
            lasted.1.append(try await milliseconds(other))
        }
        return (lasted.0.sorted()[times / 2], lasted.1.sorted()[times / 2])
    }

    private static func milliseconds(_ body: () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await body()
        return (ContinuousClock.now - start).seconds * 1_000
    }
}
