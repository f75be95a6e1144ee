/// Codes that a customer ordered at once.
public enum CodeBatch {
    public typealias ID = Identifier<CodeBatch>

    public enum State: String, CaseIterable, Sendable {
        /// Codes are being made; after a crash that goes on.
        case making
        /// It was stopped on the way: it has the letters that there were.
        case stopped
        case done
    }

    /// The most codes at once.
    public static let codesMax = 50_000
}
