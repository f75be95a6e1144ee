import Domain

/// How one promise is proven on the live data: two independent sources held against each other, never the word of
/// a constraint or of the log alone.
///
/// The prover shows a proof every person and every leaf once, in pages; what a proof keeps is bounded.
protocol Proof: Sendable {
    /// What in the program enforces the promise, in one sentence.
    var rule: String { get }
    /// What is compared with what, in one sentence.
    var check: String { get }
    var tally: Tally { get }

    /// Fields that must be opened, in memory.
    var opens: [Field] { get }
    var needsPersons: Bool { get }
    var needsLog: Bool { get }

    mutating func begin(_ scene: Scene) async throws
    mutating func examine(_ person: Dossier)
    mutating func examine(_ leaf: LeafRow)
    mutating func conclude(_ scene: Scene) async throws
}

extension Proof {
    var opens: [Field] { [] }
    var needsPersons: Bool { false }
    var needsLog: Bool { false }

    mutating func begin(_ scene: Scene) async throws {}
    mutating func examine(_ person: Dossier) {}
    mutating func examine(_ leaf: LeafRow) {}
    mutating func conclude(_ scene: Scene) async throws {}
}

/// What a proof counts. Memory is bounded: the first rows are kept, all are counted.
struct Tally: Sendable {
    private(set) var examined: Int64 = 0
    private(set) var findings: Int64 = 0
    private(set) var rows: [String] = []
    private static let kept = 20

    mutating func examine(_ count: Int = 1) {
        examined += Int64(count)
    }

    /// - `row`: a pseudonym, a row's number or a file, and what is wrong with it. Never a value.
    mutating func find(_ row: String) {
        findings += 1
        if rows.count < Self.kept { rows.append(row) }
    }

    var verdict: ProofReport.Verdict {
        if findings > 0 { return .broken }
        return examined == 0 ? .noEvidence : .proven
    }
}
