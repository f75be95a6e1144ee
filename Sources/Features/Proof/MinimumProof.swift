import Domain
import Foundation
import Storage
import Vault

/// P17: as little as possible. The live schema against the data map, and every stored byte outside the vault and
/// every line of the server's log against the shapes of an internet address, a phone number and a mail address.
struct MinimumProof: Proof {
    let rule = """
        No column holds an internet address; caps per network live in memory under a key of the hour; the server \
        logs numbers and counts.
        """
    let check = """
        Every column of both stores must be in the data map; every value outside the vault, every leaf of the log \
        and every line of the log files is searched for internet addresses, phone numbers and e-mail addresses.
        """
    private(set) var tally = Tally()
    var needsLog: Bool { true }

    /// Parts of names that a column for what we do not keep would have.
    private static let refused: Set<String> = ["ip", "address", "agent", "bsn", "gender", "imei", "location"]

    mutating func begin(_ scene: Scene) async throws {
        for (store, database) in [(DataMap.Store.data, scene.data), (.keys, scene.keys)] {
            let columns = try await database.columns()
            for difference in DataMap.current.differences(from: columns, in: store) { tally.find(difference) }
            for column in columns
            where !Self.refused.isDisjoint(with: column.name.split(separator: "_").map(String.init)) {
                tally.find(
                    "\(store.rawValue): column \(column.table).\(column.name) is for what we do not keep")
            }
        }
    }

    /// A leaf that can be made anew from its closed words and random numbers has no room for anything else.
    mutating func examine(_ leaf: LeafRow) {
        if leaf.isEvidence { tally.examine() }
        if leaf.leaf?.bytes != leaf.body { tally.find("\(leaf.name): holds more than a leaf") }
    }

    mutating func conclude(_ scene: Scene) async throws {
        for (store, database) in [(DataMap.Store.data, scene.data), (.keys, scene.keys)] {
            let scan = StoreScan(
                database: database, store: store, patterns: Set(PersonalPattern.allCases),
                isWanted: { _ in true })
            try await scan.run(into: &tally)
        }
        for file in scene.premises.logFiles { try examine(logFile: file) }
    }

    private mutating func examine(logFile path: String) throws {
        let name = URL(fileURLWithPath: path).lastPathComponent
        var number = 0
        try TextLines.each(in: path) { line in
            number += 1
            tally.examine()
            for kind in PersonalPattern.found(in: line).sorted(by: { $0.rawValue < $1.rawValue }) {
                tally.find("\(name) line \(number) holds \(kind.rawValue)")
            }
        }
    }
}
