import ArgumentParser
import Domain
import Features
import Synchronization
import Vault

/// Reads of a person's three fields, each opened and each durable in the log before its answer; then a whole file.
struct PersonReadBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "read", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option var people = 200
    @Option var clients = 64
    @Option var seconds = 4.0

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let (people, clients, seconds) = (people, clients, seconds)
            let first = Int.random(in: 1_000_000..<5_000_000)
            let tokens = try await world.delivering { try await world.people(people, from: first) }
            var signedIn: [SignedIn] = []
            for token in tokens {
                guard let person = try await world.services.sessions.signedIn(token) else {
                    throw BenchWorld.Stuck()
                }
                signedIn.append(person)
            }
            let (rate, latencies) = try await Self.load(world, signedIn, clients: clients, seconds: seconds)
            report("reads_per_s", rate)
            latencies.report("read")
            let (_, calm) = try await Self.load(
                world, signedIn, clients: clients, seconds: seconds,
                pause: .seconds(Double(clients) / (rate / 2)))
            calm.report("read_half_load")
            try await Self.files(world, signedIn)
        }
    }

    /// Every client reads another person each time. `pause`: from the start of one read to the next of a client.
    private static func load(
        _ world: BenchWorld, _ persons: [SignedIn], clients: Int, seconds: Double, pause: Duration? = nil
    ) async throws -> (rate: Double, latencies: Latencies) {
        let began = ContinuousClock.now
        let end = began + .seconds(seconds)
        let latencies = try await withThrowingTaskGroup { group in
            for client in 0..<clients {
                group.addTask {
                    var own = Latencies()
                    var turn = client
                    var due = ContinuousClock.now + (pause ?? .zero) * (Double(client) / Double(clients))
                    while ContinuousClock.now < end {
                        if let pause {
                            try await Task.sleep(until: due, tolerance: .zero)
                            due += pause
                        }
                        let start = ContinuousClock.now
                        try await read(persons[turn % persons.count], world)
                        own.add(ContinuousClock.now - start)
                        turn += clients
                    }
                    return own
                }
            }
            return try await group.reduce(into: Latencies()) { $0.add($1) }
        }
        return (Double(latencies.count) / (ContinuousClock.now - began).seconds, latencies)
    }

    private static func read(_ person: SignedIn, _ world: BenchWorld) async throws {
        let opened = try await world.vault.read(
            [.mobileNumber, .emailAddress, .enrolmentCode], of: person.person, activity: .ownInspection,
            access: person.access(.fraudAndLegalObligations))
        guard opened.count == 3 else { throw BenchWorld.Stuck() }
    }

    /// Right of access: everything held of one person, one after another.
    private static func files(_ world: BenchWorld, _ persons: [SignedIn]) async throws {
        var latencies = Latencies()
        for turn in 0..<400 {
            let start = ContinuousClock.now
            _ = try await world.services.personFiles.file(of: persons[turn % persons.count])
            latencies.add(ContinuousClock.now - start)
        }
        latencies.report("access_file")
    }
}
