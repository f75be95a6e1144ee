import Foundation
import TestKit
import Testing

/// A year of a town, again and again with other dice: whatever happens, no promise is broken.
///
/// `BUENO_SEED=7` lives one year again and proves every promise after every day.
struct SimulatedYearTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["BUENO_SEED"].flatMap(Int.init)
    private static let isEveryDay = seed != nil || environment["BUENO_CAMPAIGN"] != nil
    private static let seeds =
        seed.map { [$0] } ?? Array(1...(environment["BUENO_CAMPAIGN"] == nil ? 20 : 60))

    @Test(arguments: TestEngine.allCases, seeds)
    func `no promise is broken in a year of a town`(engine: TestEngine, seed: Int) async throws {
        try await World.with(engine) { world in
            let town = Town(world, seed: seed)
            do {
                try await town.live(days: 365) { Self.isEveryDay || $0.isMultiple(of: 30) || $0 == 365 }
                if Self.seed != nil { print(await town.lived) }
            } catch let broken as Town.Broken {
                Issue.record("\(broken.description)")
            }
        }
    }
}
