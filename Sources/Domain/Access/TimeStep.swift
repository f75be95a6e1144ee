/// The half minutes since 1970 that codes of an authenticator app are made from (RFC 6238).
public enum TimeStep {
    private static let length = Moment.Span.seconds(30)

    public static func number(at now: Moment) -> Int64 {
        let (quotient, remainder) = now.milliseconds.quotientAndRemainder(dividingBy: length.milliseconds)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Which steps a code may belong to: the one now and its neighbours, because clocks differ and people type slowly.
    ///
    /// A step is used once: what is not after the last used one is left out, so a code that was seen over a shoulder
    /// is worth nothing.
    public static func accepted(at now: Moment, after lastUsed: Int64?) -> [Int64] {
        let present = number(at: now)
        return [present, present - 1, present + 1].filter { step in lastUsed.map { step > $0 } ?? true }
    }
}
