/// The days that an archive of evidence is about, the last one too.
public struct EvidencePeriod: Hashable, Sendable {
    public let first: CalendarDay
    public let last: CalendarDay

    /// More is asked in two archives: the log of the second goes on where that of the first ends.
    public static let termMax = CalendarTerm.years(2)

    /// - Refuses a period that has not begun yet, ends before it begins, or is too long.
    public init(from first: CalendarDay, until last: CalendarDay, at now: Moment) throws(EvidenceRefusal) {
        guard first.start <= last.start else { throw .endsBeforeItBegins }
        guard last.start <= now else { throw .notYet }
        guard last.end <= Self.termMax.end(from: first.start) else { throw .tooLong }
        self.init(first: first, last: last)
    }

    init(first: CalendarDay, last: CalendarDay) {
        (self.first, self.last) = (first, last)
    }

    public var start: Moment { first.start }
    /// The first moment after it.
    public var end: Moment { last.end }

    public func contains(_ moment: Moment) -> Bool { start <= moment && moment < end }
}

/// For whom an archive is made, from a closed list: words of one's own could name somebody.
public enum EvidenceReason: String, CaseIterable, Sendable {
    /// An auditor from outside.
    case audit
    /// A supervisor asks for it.
    case supervisor
    case customer
    /// We look ourselves.
    case ourselves
}

/// Why no evidence is given. Holds nothing of anybody.
public enum EvidenceRefusal: Error, Hashable, Sendable {
    case firstMissing
    case lastMissing
    case reasonMissing
    case endsBeforeItBegins
    case notYet
    case tooLong
    /// A role that is in force, and what is signed.
    case notAllowed
    case proofNeeded
}
