import Domain
import Testing

@Suite struct CalendarWeekTests {
    @Test(
        arguments: [
            ("2026-11-23", 2026, 48, "2026-11-23"), ("2026-11-22", 2026, 47, "2026-11-16"),
            ("2027-01-03", 2026, 53, "2026-12-28"), ("2027-01-04", 2027, 1, "2027-01-04"),
            ("2024-12-30", 2025, 1, "2024-12-30"),
        ])
    func `a week has the number that calendars here print, and begins on Monday`(
        day: String, year: Int, number: Int, monday: String
    ) throws {
        let week = CalendarWeek(of: try #require(CalendarDay(day)).start + .hours(12))
        #expect(week.year == year && week.number == number)
        #expect(week.start == CalendarDay(monday)?.start)
    }

    @Test func `the last weeks follow each other, also over the change to summer time`() throws {
        let weeks = CalendarWeek(of: try #require(CalendarDay("2026-04-08")).start).last(4)
        #expect(weeks.map(\.number) == [12, 13, 14, 15])
        #expect(
            weeks.map(\.start)
                == ["2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06"].map { CalendarDay($0)?.start })
    }

    @Test(arguments: ["2026-11-01", "2024-02-29", "2026-03-29", "2026-10-25"])
    func `a day is found from any of its moments`(text: String) throws {
        let day = try #require(CalendarDay(text))
        #expect(CalendarDay(of: day.start) == day)
        #expect(CalendarDay(of: day.end - .milliseconds(1)) == day)
        #expect(CalendarDay(of: day.end) != day)
    }
}
