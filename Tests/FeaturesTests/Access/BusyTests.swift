import Domain
import Features
import TestKit
import Testing
import Vault

/// More people who sign in at once than this machine hashes for.
struct BusyTests {
    @Test func `elsewhere it is as when the store does not answer`() {
        guard case .unavailable = Outage(PasswordHash.Busy()) else {
            Issue.record("another outage")
            return
        }
    }

    /// In a process of its own, because the room for hashing is the whole process's.
    @Test func `who comes in a flood is told to try again, and not that something broke`() async {
        await #expect(processExitsWith: .success) {
            try await World.with(.sqlite) { world in
                let refusals = await withTaskGroup { group in
                    for number in 0..<80 {
                        group.addTask { () -> (any Error)? in
                            do {
                                _ = try await world.services.workSignIns.start(
                                    emailAddress: "niemand\(number)@example.nl",
                                    password: Sensitive("zeven rode fietsen"),
                                    network: NetworkKey(hash: Identifier<World>.random().bytes))
                                return nil
                            } catch { return error }
                        }
                    }
                    return await group.reduce(into: [(any Error)?]()) { $0.append($1) }
                }
                let known = refusals.compactMap { $0 as? WorkSignInRefusal }
                precondition(known.count == 80)
                precondition(known.contains(.busy) && known.contains(.wrongPassword))
            }
        }
    }
}
