import ArgumentParser
import Domain
import Features

/// Erasures one after another: from the right code to the commit, and from there until the keys are shredded and both
/// logs are empty.
struct ErasureBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "erase", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option var count = 50

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let count = count
            let first = Int.random(in: 1_000_000..<5_000_000)
            let (commits, shreds, sweep) = try await world.delivering {
                var (commits, shreds) = (Latencies(), Latencies())
                for (offset, code) in try await world.codes(count).enumerated() {
                    let token = try await world.enrol(first + offset, code: code)
                    let (commit, shred) = try await Self.erase(token, number: first + offset, world)
                    commits.add(commit)
                    shreds.add(shred)
                }
                let start = ContinuousClock.now
                try await world.services.retention.run()
                return (commits, shreds, ContinuousClock.now - start)
            }
            commits.report("erasure_commit")
            shreds.report("erasure_shredded")
            report("retention_sweep_ms", sweep.seconds * 1_000)
        }
    }

    private static func erase(
        _ token: Token, number: Int, _ world: BenchWorld
    ) async throws -> (commit: Duration, shred: Duration) {
        guard let person = try await world.services.sessions.signedIn(token),
            let mobile = try await world.services.erasures.channels(for: person).mobile
        else { throw BenchWorld.Stuck() }
        try await world.services.erasures.askProof(for: person, by: .sms)
        let secret = await world.post.secret(for: mobile)
        let start = ContinuousClock.now
        _ = try await world.services.erasures.erase(secret: secret, for: person)
        let committed = ContinuousClock.now
        guard try await world.services.shredder.run() > 0 else { throw BenchWorld.Stuck() }
        return (committed - start, ContinuousClock.now - committed)
    }
}
