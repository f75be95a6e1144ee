/// How long a sign-in lasts, from the statement's retention rules.
public struct SessionTerms: Sendable {
    public let idle: CalendarTerm
    public let absolute: CalendarTerm
    /// A token is replaced when it is older than this, so a stolen one soon stands out.
    public let rotateAfter: Moment.Span
    /// How long the replaced token still works, for pages that were already on their way.
    public let grace: Moment.Span

    public init(
        idle: CalendarTerm, absolute: CalendarTerm, rotateAfter: Moment.Span = .hours(12),
        grace: Moment.Span = .minutes(2)
    ) {
        self.idle = idle
        self.absolute = absolute
        self.rotateAfter = rotateAfter
        self.grace = grace
    }

    public func isLive(lastSeen: Moment, expires: Moment, at now: Moment) -> Bool {
        now < expires && now < idle.end(from: lastSeen)
    }

    public func mustRotate(rotated: Moment, at now: Moment) -> Bool { now - rotated >= rotateAfter }
}
