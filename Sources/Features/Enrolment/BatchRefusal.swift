/// Why a batch of codes is not made or not changed. No payload: a refusal says nothing about anybody.
public enum BatchRefusal: Error, Equatable, Sendable {
    /// From 1 to 50,000 at once.
    case countOutOfRange
    case expiryInThePast
    case reasonMissing
    case reasonTooLong
    /// A mail address or a phone number has no place in a name that stays outside the vault (P02).
    case reasonIsPersonal
    case unknownContract
    case contractEnded
    /// Also when it is another customer's.
    case unknownBatch
    case unknownLetter
    /// Only a letter that nobody used, and that was not revoked or replaced, can be.
    case letterNotOpen
    case batchEnded
    /// The codes of it are still being made.
    case stillMaking
    /// A new last day must be later than the one there is.
    case dayNotLater
    /// Nothing waits to be saved: it was confirmed, or the day is over.
    case nothingToDownload
    /// What nobody downloaded cannot be confirmed as saved.
    case notDownloaded
    /// Codes in the clear ask for a recent proof of who opens them.
    case proofNeeded
    /// What came is no text that the customer's browser sealed.
    case labelsNotSealed
    /// What came is no mark of the blind duplicate check.
    case markMalformed
}

extension String {
    /// Words that a customer's people type and that stay in the clear: a name for a batch, a reason.
    ///
    /// - Refuses nothing at all, more than a line, and what leads to a person (P02).
    func checkedReason() throws -> String {
        let text = split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty else { throw BatchRefusal.reasonMissing }
        guard text.count <= 80 else { throw BatchRefusal.reasonTooLong }
        guard PersonalPattern.found(in: text.utf8).isEmpty else { throw BatchRefusal.reasonIsPersonal }
        return text
    }
}
