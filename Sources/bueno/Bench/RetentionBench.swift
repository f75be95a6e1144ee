import ArgumentParser
import Domain
import Features
import Foundation
import Storage
import Vault

/// One daily run among many persons, of whom some are past their date: how long it takes until they are gone and their
/// keys are shredded, and how much memory the process had at its highest.
struct RetentionBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "retain", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option(help: "How many are past their date.")
    var due = 3_000

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let due = due
            // A date of their own, as somebody has whose parent did not come.
            let made = try await world.data.write { transaction in
                try transaction.execute(
                    """
                    UPDATE end_user SET keep_until = $1 WHERE end_user_id IN (
                        SELECT end_user_id FROM end_user WHERE state = 'active' LIMIT $2)
                    """, transaction.now, due)
            }
            let start = ContinuousClock.now
            let plan = try await world.services.forecast.plan()
            let planned = ContinuousClock.now
            let gone = try await world.services.retention.run().persons
            let swept = ContinuousClock.now
            while try await world.services.shredder.run() > 0 {}
            guard gone == made else { throw BenchWorld.Stuck() }
            report("retention_due", Double(plan.map(\.today).reduce(0, +)))
            report("retention_plan_ms", (planned - start).seconds * 1_000)
            report("retention_run_s", (swept - planned).seconds)
            report("retention_shredded_s", (ContinuousClock.now - swept).seconds)
            report("retention_memory_mib", try Self.highestMebibytes())
        }
    }

    /// What the kernel saw of this process at its highest.
    private static func highestMebibytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return (kibibytes ?? 0) / 1_024
    }
}
