public import Domain
import LogVerifier
import Storage
public import Vault

/// A line of the processing log as an auditor reads it: pseudonyms, and never a value.
public struct LogLine: Sendable {
    /// Its number in the tree.
    public let number: Int64
    public let leaf: LogLeaf
    /// Nothing for BuenO itself and for the data subject.
    public let customerName: String?
}

/// Which lines somebody wants to see.
public struct LogFilter: Sendable {
    public var activity: Activity?
    public var role: Role?
    /// Only what people did, and not machines.
    public var onlyPeople: Bool

    public init(activity: Activity? = nil, role: Role? = nil, onlyPeople: Bool = false) {
        self.activity = activity
        self.role = role
        self.onlyPeople = onlyPeople
    }

    func matches(_ leaf: LogLeaf) -> Bool {
        (activity.map { $0 == leaf.activity } ?? true) && (role.map { $0 == leaf.role } ?? true)
            && (!onlyPeople || leaf.role.isPerson)
    }
}

public struct LogPage: Sendable {
    public let lines: [LogLine]
    /// Where the next page begins: below this number. Nothing on the last.
    public let next: Int64?
    public let size: Int64
}

/// Reading the processing log, which is itself written in the log.
public struct LogReadings: Sendable {
    private let vault: Vault
    private static let pageSize = 50
    private static let step: Int64 = 500
    /// A rare filter is looked for in so many lines at once; then the reader says whether to go on.
    private static let scanMax: Int64 = 20_000

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Newest first, below `before`.
    public func page(_ filter: LogFilter, before: Int64?, access: Access) async throws -> LogPage {
        let size = try await vault.data.read { try $0.row("SELECT size FROM log_head")?.int(0) ?? 0 }
        var (end, found): (Int64, [(Int64, LogLeaf)]) = (min(before ?? size, size), [])
        let stop = max(0, end - Self.scanMax)
        while end > stop, found.count < Self.pageSize {
            let (from, to) = (max(stop, end - Self.step), end)
            let rows = try await vault.data.read { transaction in
                try transaction.rows(
                    "SELECT seq, body FROM log_leaf WHERE seq >= $1 AND seq < $2 ORDER BY seq DESC", from, to
                ).compactMap { row in
                    let number = try row.int(0)
                    return LogLeaf(bytes: try row.blob(1)).map { (seq: number, leaf: $0) }
                }
            }
            found += rows.filter { filter.matches($0.leaf) }.map { ($0.seq, $0.leaf) }
            end = from
        }
        let shown = found.prefix(Self.pageSize)
        let next = found.count > Self.pageSize ? shown.last?.0 : end > 0 ? end : nil
        return LogPage(
            lines: try await lines(Array(shown), access: access), next: next, size: size)
    }

    /// One line, with whether the signed tree holds it: recomputed from its own bytes by the independent verifier.
    public func line(_ number: Int64, access: Access) async throws -> (line: LogLine, isProven: Bool)? {
        let leaf = try await vault.data.read { transaction in
            try transaction.row("SELECT body FROM log_leaf WHERE seq = $1", number).flatMap {
                LogLeaf(bytes: try $0.blob(0))
            }
        }
        guard let leaf, let line = try await lines([(number, leaf)], access: access).first else { return nil }
        return (line, try await isProven(leaf, at: number))
    }

    private func isProven(_ leaf: LogLeaf, at number: Int64) async throws -> Bool {
        guard let note = try await vault.latestCheckpoint(),
            let checkpoint = Checkpoint.parse(note: note)?.checkpoint, number < checkpoint.size
        else { return false }
        let proof = try await vault.inclusionProof(of: number, size: checkpoint.size)
        return Proofs.isIncluded(
            leaf: leaf.bytes, position: number, size: checkpoint.size, root: checkpoint.root, proof: proof)
    }

    private func lines(_ found: [(Int64, LogLeaf)], access: Access) async throws -> [LogLine] {
        try await vault.data.write { [vault] transaction in
            try vault.record(
                Processing(
                    .read, .logInspection, service: .administration, fields: .none, subject: nil,
                    count: Int64(found.count)),
                access: access, in: transaction)
            return try found.map { number, leaf in
                var name: String?
                if case .customer(let id) = leaf.organisation {
                    name = try transaction.row("SELECT name FROM customer WHERE customer_id = $1", id)?.text(
                        0)
                }
                return LogLine(number: number, leaf: leaf, customerName: name)
            }
        }
    }
}
