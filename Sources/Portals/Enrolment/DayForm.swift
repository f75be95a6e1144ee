import Domain

/// A day in three boxes: nobody needs a calendar that opens.
struct DayForm: Sendable {
    let day: String
    let month: String
    let year: String
    let problem: String?

    init(_ form: FormBody, problem: String? = nil) {
        (day, month, year) = (form.text("dag"), form.text("maand"), form.text("jaar"))
        self.problem = problem
    }

    /// Filled in beforehand.
    init(_ time: AmsterdamTime) {
        (day, month, year) = (String(time.day), String(time.month), String(time.year))
        problem = nil
    }

    /// Nothing when the boxes make no day of the calendar.
    static func day(in form: FormBody) -> CalendarDay? {
        guard let day = Int(form.text("dag")), let month = Int(form.text("maand")),
            let year = Int(form.text("jaar")), (1...31).contains(day), (1...12).contains(month),
            (2_000...2_199).contains(year)
        else { return nil }
        return CalendarDay("\(year)-\(month.twoDigits)-\(day.twoDigits)")
    }
}
