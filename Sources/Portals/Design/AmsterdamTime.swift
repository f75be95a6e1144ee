import Domain
import Foundation

/// A moment as people in the Netherlands read it: Europe/Amsterdam, with words and not with codes.
struct AmsterdamTime: Hashable, Sendable {
    let year: Int
    let month: Int
    let day: Int
    /// 0 is Sunday.
    let weekday: Int
    let hour: Int
    let minute: Int
    private let dayNumber: Int64

    /// Summer time comes from the system's table of time zones. Without that table: Central European Time.
    private static let zone =
        TimeZone(identifier: "Europe/Amsterdam") ?? TimeZone(secondsFromGMT: 3_600) ?? .current

    init(_ moment: Moment) {
        let instant = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let local =
            Self.floorDivided(moment.milliseconds, by: 1_000) + Int64(Self.zone.secondsFromGMT(for: instant))
        dayNumber = Self.floorDivided(local, by: 86_400)
        let secondOfDay = Int(local - dayNumber * 86_400)
        hour = secondOfDay / 3_600
        minute = secondOfDay % 3_600 / 60
        weekday = Int((dayNumber % 7 + 7 + 4) % 7)
        (year, month, day) = Self.civil(dayNumber)
    }

    /// "3 november 2026" or "3 November 2026".
    func date(_ language: Language) -> String {
        "\(day) \(Self.months[month - 1](language)) \(year)"
    }

    /// "maart" or "March".
    static func monthName(_ month: Int, _ language: Language) -> String { months[month - 1](language) }

    /// "zondag 22 november", with the year when it is not this one.
    func weekdayAndDate(_ language: Language, today: AmsterdamTime) -> String {
        let plain = "\(Self.weekdays[weekday](language)) \(day) \(Self.months[month - 1](language))"
        return year == today.year ? plain : "\(plain) \(year)"
    }

    /// "Vandaag, dinsdag 24 november", "Gisteren, zondag 22 november", "Donderdag 19 november".
    func heading(_ language: Language, today: AmsterdamTime) -> String {
        let full = weekdayAndDate(language, today: today)
        guard let near = nearness(today) else { return full.capitalisedFirst }
        return "\(near(language).capitalisedFirst), \(full)"
    }

    /// "vandaag", "gisteren" or "19 november 2026".
    func recently(_ language: Language, today: AmsterdamTime) -> String {
        nearness(today)?(language) ?? date(language)
    }

    /// "14.10 uur" or "14:10".
    func clock(_ language: Language) -> String {
        let minutes = minute.twoDigits
        return Words("\(hour).\(minutes) uur", "\(hour):\(minutes)")(language)
    }

    func isSameDay(as other: AmsterdamTime) -> Bool { dayNumber == other.dayNumber }

    private func nearness(_ today: AmsterdamTime) -> Words? {
        switch today.dayNumber - dayNumber {
        case 0: Words("vandaag", "today")
        case 1: Words("gisteren", "yesterday")
        default: nil
        }
    }

    private static let weekdays = [
        Words("zondag", "Sunday"), Words("maandag", "Monday"), Words("dinsdag", "Tuesday"),
        Words("woensdag", "Wednesday"), Words("donderdag", "Thursday"), Words("vrijdag", "Friday"),
        Words("zaterdag", "Saturday"),
    ]

    private static let months = [
        Words("januari", "January"), Words("februari", "February"), Words("maart", "March"),
        Words("april", "April"), Words("mei", "May"), Words("juni", "June"), Words("juli", "July"),
        Words("augustus", "August"), Words("september", "September"), Words("oktober", "October"),
        Words("november", "November"), Words("december", "December"),
    ]

    /// Year, month and day of a day number since 1970, in the proleptic Gregorian calendar.
    private static func civil(_ dayNumber: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = floorDivided(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let leaps = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leaps) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(day))
    }

    private static func floorDivided(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
