public import Domain

/// What one run of the prover found: counts, and pseudonyms or row numbers; never a value.
public struct ProofReport: Codable, Sendable {
    public enum Verdict: String, Codable, Sendable {
        case proven, broken
        /// There was nothing to examine: that is no proof.
        case noEvidence = "no_evidence"
        case notBuilt = "not_built"
    }

    public struct Line: Codable, Sendable {
        /// The published number of the promise.
        public let promise: String
        public let title: String
        public let verdict: Verdict
        /// What in the program enforces it.
        public let rule: String
        /// What was compared with what.
        public let check: String
        public let examined: Int64
        public let findings: Int64
        /// The first of the offending rows, as pseudonyms or row numbers.
        public let rows: [String]
    }

    /// Milliseconds since 1970.
    public let at: Int64
    public let statementVersion: Int
    public let milliseconds: Int64
    public let lines: [Line]

    public var isBroken: Bool { lines.contains { $0.verdict == .broken } }

    public func count(_ verdict: Verdict) -> Int { lines.count { $0.verdict == verdict } }

    public func line(_ promise: Promise) -> Line? { lines.first { $0.promise == promise.id } }
}
