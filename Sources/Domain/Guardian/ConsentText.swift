/// What a guardian says yes to, as the statement says it (P18). Each version is kept, and a yes names the one that
/// was read.
public struct ConsentText: Sendable {
    public let service: Service
    public let title: Wording
    /// Each a plain sentence that a yes covers.
    public let points: [Wording]
    /// After how long without an answer a guardian is reminded, once.
    public let remindAfter: CalendarTerm

    public init(service: Service, title: Wording, points: [Wording], remindAfter: CalendarTerm) {
        self.service = service
        self.title = title
        self.points = points
        self.remindAfter = remindAfter
    }
}
