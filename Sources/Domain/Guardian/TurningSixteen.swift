/// How it is known that somebody turned sixteen (P18): free calling asks the month, a phone or SIM card the date of birth.
public enum TurningSixteen {
    public static func field(for service: Service) -> Field {
        service == .mobile ? .birthDate : .turnsSixteen
    }

    /// Whoever never said when they turn sixteen waits for their guardian all the same.
    public static func isReached(_ value: Sensitive<String>?, with service: Service, at now: Moment) -> Bool {
        guard let text = value?.reveal() else { return false }
        return service == .mobile
            ? BirthDate(stored: text).map { !$0.isUnderSixteen(at: now) } ?? false
            : CalendarMonth(text).map { $0.end <= now } ?? false
    }
}
