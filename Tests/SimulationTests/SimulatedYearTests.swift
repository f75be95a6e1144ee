import Foundation
import TestKit
import Testing

/// A year of a town, again and again with other dice: whatever happens, no promise is broken.
///
/// In CI twenty years pass in leaps of ten days, and the promises are proven three times in each. With
/// `BUENO_CAMPAIGN` sixty years pass day by day, and they are proven after every day; `BUENO_SEED=7` does that to one.
struct SimulatedYearTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["BUENO_SEED"].flatMap(Int.init)
    private static let isEveryDay = seed != nil || environment["BUENO_CAMPAIGN"] != nil
    private static let seeds = seed.map { [$0] } ?? Array(1...(isEveryDay ? 60 : 20))

    @Test(arguments: TestEngine.allCases, seeds)
    func `no promise is broken in a year of a town`(engine: TestEngine, seed: Int) async throws {
        try await World.with(engine) { world in
            let town = Town(world, seed: seed)
            try await town.live(leap: Self.isEveryDay ? 1 : 10) {
                Self.isEveryDay || $0.isMultiple(of: 120)
            }
            for finding in await town.findings { Issue.record("\(finding)") }
            // A town in which little came about proves little.
            let (kinds, lived) = (await town.tally.count, await town.lived)
            #expect(kinds >= (Self.isEveryDay ? 45 : 5), "\(lived)")
        }
    }
}
