/// How long a form lay open before it was sent: a person needs a few seconds, a program does not.
public enum FormTiming {
    public static let shortest = Moment.Span.seconds(4)
    /// So that one opened form is not sent for ever.
    public static let longest = Moment.Span.hours(24)

    /// - `opened`: nothing when the form does not say so under our seal.
    public static func isOfAPerson(opened: Moment?, sent: Moment) -> Bool {
        guard let opened else { return false }
        let span = sent - opened
        return span >= shortest && span <= longest
    }
}
