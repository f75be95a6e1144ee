import ArgumentParser
import Domain
import Features
import Foundation
import Storage

/// For `Tests/Crash` alone: puts an installation of its own under load until it is killed, and examines what an
/// earlier run acknowledged. Invented people only; never on an installation that was not made by it.
struct Hammer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hammer", abstract: "Load for the crash tests.", shouldDisplay: false)

    @Option(help: "Its own directory.")
    var directory: String
    @Option(help: "A connection string: then the stores are schemas there, named after the directory.")
    var postgresql: String?
    @Option(help: "How many people enrol at the same time.")
    var workers = 8
    @Option(help: "Stop after so many; without, until killed.")
    var persons: Int?
    @Option(help: "One in so many is erased again; 0 is nobody.")
    var erases = 5
    @Option(help: "What earlier runs acknowledged: examined before anything else.")
    var ledger: String?
    @Flag(help: "Nothing goes on beside the workers.")
    var quiet = false

    func run() async throws {
        try await Failure.explained {
            let place = HammerPlace(directory: directory, postgresql: postgresql)
            let began = ContinuousClock.now
            let stores = try place.open()
            return try await stores.closing {
                let post = DemonstrationPost()
                let services = try await place.services(stores, post: post)
                HammerLine.say("open \(HammerLine.milliseconds(since: began))")
                if let ledger {
                    let examination = HammerExamination(
                        stores: stores, services: services, ledger: try HammerLedger(path: ledger))
                    guard try await examination.run() else { return Exit.finding }
                }
                guard persons != 0 else { return Exit.fine }
                let load = HammerLoad(services: services, post: post, erases: erases)
                return try await load.run(workers: workers, persons: persons, isQuiet: quiet)
                    ? Exit.fine : Exit.unavailable
            }
        }
    }
}

/// A line that is out of this process, whole, before the next step is taken.
enum HammerLine {
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    static func milliseconds(since start: ContinuousClock.Instant) -> Int64 {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
