/// A child mistyped the number or address of its guardian, and says it anew (P18).
public enum GuardianCorrection: Sendable {
    /// Why it can no longer. Holds no personal data.
    public enum Refusal: Error, Hashable, Sendable {
        /// They came in or answered: whoever has this number or address is who was meant.
        case answered
        /// A signed paper came in through the link: somebody looks at it first.
        case paperCame
        /// As often as may be.
        case noneLeft
    }

    /// How often it may still.
    ///
    /// - `made`: how often this child corrected a guardian already, whichever it was.
    public static func left(
        answer: Consent.State, isProven: Bool, hasPaper: Bool, made: Int
    ) throws(Refusal) -> Int {
        guard answer == .asked, !isProven else { throw .answered }
        guard !hasPaper else { throw .paperCame }
        guard made < Guardian.correctionsMax else { throw .noneLeft }
        return Guardian.correctionsMax - made
    }
}
