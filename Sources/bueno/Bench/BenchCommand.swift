import ArgumentParser
import Foundation

/// The measured half of `make bench`: each verb prints lines of a name, a tab and a number. `scripts/bench` puts them
/// beside the limits and the peers. Hidden, because it fills the directory it is given with invented people.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures this machine on invented people.", shouldDisplay: false,
        subcommands: [
            FillBench.self, EnrolmentBench.self, PersonReadBench.self, ErasureBench.self, RetentionBench.self,
            CodesBench.self, AccessBench.self, PageServer.self,
        ])
}

/// Where a measurement runs: two SQLite files in a directory, or two schemas on a PostgreSQL server.
struct BenchOptions: ParsableArguments {
    @Option(help: "A directory of its own for the measurement.")
    var directory: String

    @Option(help: "A connection string; without one the stores are SQLite files in the directory.")
    var postgresql: String?

    @Option(help: "The schemas on the server start with this.")
    var schema = "bench"
}

/// One figure for the table.
func report(_ name: String, _ value: Double) {
    FileHandle.standardOutput.write(Data("\(name)\t\(value)\n".utf8))
}

extension Duration {
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

/// How long single operations took.
struct Latencies: Sendable {
    private var milliseconds: [Double] = []

    mutating func add(_ duration: Duration) {
        milliseconds.append(duration.seconds * 1_000)
    }

    mutating func add(_ other: Latencies) {
        milliseconds += other.milliseconds
    }

    var count: Int { milliseconds.count }

    func report(_ name: String) {
        guard !milliseconds.isEmpty else { return }
        let sorted = milliseconds.sorted()
        bueno.report("\(name)_p50_ms", sorted[sorted.count / 2])
        bueno.report("\(name)_p95_ms", sorted[sorted.count * 95 / 100])
        bueno.report("\(name)_p99_ms", sorted[sorted.count * 99 / 100])
    }
}
