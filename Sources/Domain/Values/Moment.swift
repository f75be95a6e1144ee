/// A moment in time: whole milliseconds since 1970-01-01T00:00:00Z, as it is stored.
///
/// Nobody in `Domain` asks what time it is: `now` is a parameter. People read moments in Europe/Amsterdam.
public struct Moment: Hashable, Comparable, Sendable {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    public static func + (left: Self, right: Span) -> Self {
        .init(milliseconds: left.milliseconds + right.milliseconds)
    }
    public static func - (left: Self, right: Span) -> Self {
        .init(milliseconds: left.milliseconds - right.milliseconds)
    }
    public static func - (left: Self, right: Self) -> Span {
        .milliseconds(left.milliseconds - right.milliseconds)
    }

    /// A length of time in whole milliseconds.
    public struct Span: Hashable, Comparable, Sendable {
        public let milliseconds: Int64

        public static func milliseconds(_ count: Int64) -> Self { .init(milliseconds: count) }
        public static func seconds(_ count: Int64) -> Self { .milliseconds(count * 1_000) }
        public static func minutes(_ count: Int64) -> Self { .seconds(count * 60) }
        public static func hours(_ count: Int64) -> Self { .minutes(count * 60) }
        /// Days of 24 hours; calendar terms (a month, a year) are counted by `CalendarTerm`.
        public static func days(_ count: Int64) -> Self { .hours(count * 24) }

        /// Whole ones.
        public var minutes: Int64 { milliseconds / 60_000 }
        public var days: Int64 { milliseconds / 86_400_000 }

        public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
    }
}

/// Where the time comes from. The executable passes the system's clock; tests pass one that stands still.
public protocol Clock: Sendable {
    func now() -> Moment
}
