import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct EnumerationTests {
    /// Known and unknown numbers by turns, each on a quiet installation, so that noise falls on both alike.
    @Test(arguments: TestEngine.allCases)
    func `asking for a code takes as long for a stranger as for a person`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            try await world.enrol(1, code: code)
            var known: [Duration] = []
            var unknown: [Duration] = []
            for round in 0..<240 {
                let isKnown = round.isMultiple(of: 2)
                let number = World.mobileNumber(isKnown ? 1 : 500 + round)
                let network = NetworkKey(hash: [UInt8(round)])
                let taken = try await ContinuousClock().measure {
                    _ = try await world.services.signIns.requestBySMS(
                        mobileNumber: number, network: network, language: .dutch)
                }
                if isKnown { known.append(taken) } else { unknown.append(taken) }
                try await world.settle()
            }
            let ratio = Self.median(known) / Self.median(unknown)
            #expect((0.5...2).contains(ratio), "known takes \(ratio) of unknown")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `before the answer only a challenge is written, whoever is asked for`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            try await world.enrol(1, code: code)
            for person in [1, 2] {
                let challenges = try await world.count("challenge")
                _ = try await world.services.signIns.requestBySMS(
                    mobileNumber: World.mobileNumber(person), network: World.network, language: .dutch)
                #expect(try await world.count("challenge") == challenges + 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is sent more than six sign-in messages an hour`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            try await world.enrol(1, code: code)
            let before = world.outside.sent.count
            for _ in 0..<9 { _ = try await world.ask(1) }
            #expect(world.outside.sent.count == before + 6)
        }
    }

    private static func median(_ durations: [Duration]) -> Double {
        let sorted = durations.sorted()
        return sorted[sorted.count / 2] / .seconds(1)
    }
}
