import ArgumentParser
import Domain
import Features
import Synchronization

/// Whole enrolments, as 64 people at once would make them: code, contact, SMS, proof; keys durable before the data.
struct EnrolmentBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enrol", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option var count = 6_000
    @Option var clients = 64
    @Option(help: "Messages that go out at once.")
    var workers = 32
    @Option(help: "Codes to leave unused, for the same rows by raw SQL.")
    var spare = 0

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let (count, clients, workers) = (count, clients, workers)
            let codes = try await world.codes(count)
            if spare > 0 { _ = try await world.codes(spare) }
            let next = Turns()
            let latencies = try await world.delivering(workers: workers) {
                let began = ContinuousClock.now
                let latencies = try await withThrowingTaskGroup { group in
                    for _ in 0..<clients {
                        group.addTask {
                            var own = Latencies()
                            while case let person = next.taken(), person < count {
                                let start = ContinuousClock.now
                                _ = try await world.enrol(person, code: codes[person])
                                own.add(ContinuousClock.now - start)
                            }
                            return own
                        }
                    }
                    return try await group.reduce(into: Latencies()) { $0.add($1) }
                }
                report("enrolments_per_s", Double(count) / (ContinuousClock.now - began).seconds)
                return latencies
            }
            latencies.report("enrolment")
        }
    }
}

/// Hands out 0, 1, 2... to whoever is free.
private final class Turns: Sendable {
    private let given = Mutex(0)

    func taken() -> Int {
        given.withLock { given in
            defer { given += 1 }
            return given
        }
    }
}
