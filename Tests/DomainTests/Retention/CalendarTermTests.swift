import Domain
import Testing

struct CalendarTermTests {
    @Test(arguments: [
        ("2024-02-29", CalendarTerm.years(1), "2025-02-28"),
        ("2023-02-28", .years(1), "2024-02-28"),
        ("2026-01-31", .months(1), "2026-02-28"),
        ("2026-08-31", .months(6), "2027-02-28"),
        ("2026-03-28", .days(2), "2026-03-30"),
        ("2026-10-24", .days(2), "2026-10-26"),
        ("2026-12-31", .days(1), "2027-01-01"),
    ])
    func `a term ends on the day that a calendar gives`(from: String, term: CalendarTerm, to: String) throws {
        let (start, end) = (try #require(CalendarDay(from)), try #require(CalendarDay(to)))
        #expect(term.end(from: start.start) == end.start)
    }

    @Test func `a day is 23 hours long when summer time begins and keeps its milliseconds`() throws {
        let start = try #require(CalendarDay("2026-03-28")).start + .hours(12) + .milliseconds(7)
        #expect(CalendarTerm.days(1).end(from: start) - start == .hours(23))
    }

    @Test func `minutes and hours are of the clock, not of the calendar`() throws {
        let start = try #require(CalendarDay("2026-03-29")).start
        #expect(CalendarTerm.hours(5).end(from: start) - start == .hours(5))
        #expect(CalendarTerm.minutes(10).end(from: start) - start == .minutes(10))
    }

    @Test(arguments: ["", "year", "1", "0 days", "-1 days", "1 week", "1  year x", "one year"])
    func `what is no term is refused`(text: String) {
        #expect(CalendarTerm(text) == nil)
    }

    @Test(arguments: [
        ("1 year", "1 jaar", "1 year"), ("2 years", "2 jaar", "2 years"),
        ("6 months", "6 maanden", "6 months"),
        ("1 month", "1 maand", "1 month"), ("30 days", "30 dagen", "30 days"), ("1 hour", "1 uur", "1 hour"),
        ("10 minutes", "10 minuten", "10 minutes"),
    ])
    func `a term reads as words`(text: String, dutch: String, english: String) throws {
        let term = try #require(CalendarTerm(text))
        #expect(term.text(in: .dutch) == dutch)
        #expect(term.text(in: .english) == english)
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "yesterday"])
    func `what is no day is refused`(text: String) {
        #expect(CalendarDay(text) == nil)
    }
}
