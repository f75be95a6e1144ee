import Domain
import Storage
import Vault

/// P31: never sold. What left, by the log, against the recipients that the statement names; and against what the one
/// door wrote: to which company, under which agreement.
struct RecipientProof: Proof {
    let rule =
        "There is no purpose to sell for; what leaves goes through one door, to a recipient of the statement with its legal basis and an agreement in force."
    let check = """
        Every leaf of sending or sharing is held against the register entry of its activity, which must name \
        recipients in the Netherlands with the same purpose and basis. Since companies are registered, the leaves of \
        each hour must be the transfers of that hour, and each transfer must name a company in the Netherlands whose \
        agreement was in force.
        """
    private(set) var tally = Tally()
    private var versions: [Int64: Statement] = [:]
    private var processors: [Processor.ID: Processor] = [:]
    private var left: [Int64: Digest] = [:]
    var needsLog: Bool { true }

    private static let page = 2_000

    mutating func begin(_ scene: Scene) async throws {
        versions = scene.versions
        let known = try await scene.data.read { try ProcessorQueries.all(in: $0) }
        processors = Dictionary(known.map { ($0.id, $0) }) { first, _ in first }
    }

    private var since: Moment? { processors.values.map(\.registered).min() }

    mutating func examine(_ row: LeafRow) {
        guard let leaf = row.leaf, leaf.act == .send || leaf.act == .share else { return }
        tally.examine()
        if let since, since <= leaf.at { left[Self.hour(leaf.at), default: Digest()].add(leaf.id.bytes) }
        guard let statement = versions[leaf.statementVersion] else {
            tally.find("\(row.name): names a statement that is not kept")
            return
        }
        let entries = statement.activities.filter {
            $0.activity == leaf.activity && $0.purpose == leaf.purpose && $0.acts.contains(leaf.act)
        }
        let isNamed = entries.contains { entry in
            !entry.recipients.isEmpty
                && entry.recipients.allSatisfy { id in
                    statement.recipients.contains {
                        $0.id == id && $0.location == "NL" && $0.purpose == leaf.purpose
                            && $0.basis == leaf.basis
                    }
                }
        }
        if !isNamed { tally.find("\(row.name): \(leaf.act.rawValue) without a recipient and its basis") }
    }

    mutating func conclude(_ scene: Scene) async throws {
        var handed: [Int64: Digest] = [:]
        var last: [UInt8] = []
        while true {
            let page = try await Self.page(after: last, in: scene.data)
            for transfer in page {
                handed[Self.hour(transfer.at), default: Digest()].add(transfer.leaf)
                examine(transfer, of: scene.statement)
            }
            guard let end = page.last else { break }
            last = end.leaf
        }
        for hour in Set(left.keys).union(handed.keys).sorted() where left[hour] != handed[hour] {
            tally.find(
                "hour from \(hour * 3_600_000): \(left[hour]?.count ?? 0) left by the log, \(handed[hour]?.count ?? 0) through the door"
            )
        }
    }

    private mutating func examine(_ transfer: Transfer, of statement: Statement) {
        let name = "transfer \(Hex.text(transfer.leaf))"
        guard let processor = processors[transfer.processor], processor.carries(at: transfer.at) else {
            tally.find("\(name): to a company without an agreement in force in the Netherlands")
            return
        }
        let isNamed = versions.values.contains { version in
            version.recipients.contains {
                $0.id == transfer.recipient && $0.basis.rawValue == transfer.basis
                    && $0.channel == processor.declaration.channel
            }
        }
        if !isNamed { tally.find("\(name): as a recipient that the statement does not name") }
    }

    private static func hour(_ moment: Moment) -> Int64 { moment.milliseconds / 3_600_000 }

    private static func page(after last: [UInt8], in data: Database) async throws -> [Transfer] {
        try await data.read { transaction in
            try transaction.rows(
                """
                SELECT leaf_id, processor_id, recipient, basis, at FROM transfer
                WHERE leaf_id > $1 ORDER BY leaf_id LIMIT $2
                """, last, page
            ).map { row in
                Transfer(
                    leaf: try row.blob(0), processor: try row.id(1), recipient: try row.text(2),
                    basis: try row.text(3), at: try row.moment(4))
            }
        }
    }

    private struct Transfer: Sendable {
        let leaf: [UInt8]
        let processor: Processor.ID
        let recipient: String
        let basis: String
        let at: Moment
    }

    /// Which leaves there were in an hour, whatever their order, in 24 bytes.
    private struct Digest: Equatable, Sendable {
        private(set) var count = 0
        private var sum: (UInt64, UInt64) = (0, 0)

        mutating func add(_ id: [UInt8]) {
            count += 1
            for (index, byte) in id.enumerated() {
                let shifted = UInt64(byte) << (8 * UInt64(index % 8))
                if index < 8 { sum.0 &+= shifted } else { sum.1 &+= shifted }
            }
        }

        static func == (first: Self, second: Self) -> Bool {
            first.count == second.count && first.sum == second.sum
        }
    }
}
