import Domain
import Testing

@Suite struct GuardianFormTests {
    struct Digits: MobileNumberReading {
        func mobileNumber(_ text: String) -> MobileNumber? {
            text.hasPrefix("06") && text.count == 10 ? MobileNumber(e164: "+31\(text.dropFirst())") : nil
        }
    }

    /// March 2026.
    static let now = Moment(milliseconds: 1_772_442_000_000)
    static let child = GuardianForm.Child(
        mobileNumber: MobileNumber(e164: "+31612340001"), emailAddress: EmailAddress("kind@example.nl"))

    struct Row: Sendable {
        let number: String
        let mail: String
        let month: String
        let year: String
        let problems: [GuardianProblem]
    }

    @Test(arguments: [
        Row(number: "0612340002", mail: "", month: "5", year: "2028", problems: []),
        Row(number: "", mail: "ouder@example.nl", month: "3", year: "2026", problems: []),
        Row(number: " ", mail: "", month: "5", year: "2028", problems: [.nobodyNamed]),
        Row(
            number: "12", mail: "nee", month: "5", year: "2028",
            problems: [.mobileNumberInvalid, .emailInvalid]),
        Row(number: "0612340001", mail: "", month: "5", year: "2028", problems: [.ownNumber]),
        Row(
            number: "0612340002", mail: "Kind@example.nl", month: "5", year: "2028", problems: [.ownAddress]),
        Row(number: "0612340002", mail: "", month: "", year: "2028", problems: [.monthMissing]),
        Row(number: "0612340002", mail: "", month: "13", year: "2028", problems: [.monthMissing]),
        Row(number: "0612340002", mail: "", month: "5", year: "2043", problems: [.monthMissing]),
        Row(number: "0612340002", mail: "", month: "2", year: "2026", problems: [.alreadySixteen]),
        Row(number: "", mail: "", month: "", year: "", problems: [.nobodyNamed, .monthMissing]),
    ])
    func `what a child fills in is judged, and all that is wrong is named at once`(row: Row) {
        let form = GuardianForm(
            mobileNumber: row.number, emailAddress: row.mail, month: row.month, year: row.year)
        do throws(GuardianRefusal) {
            let judged = try form.judged(by: Self.child, reading: Digits(), at: Self.now)
            #expect(row.problems.isEmpty)
            #expect(judged.turnsSixteen.text == "\(row.year)-0\(row.month)")
        } catch {
            #expect(error == .invalid(row.problems))
        }
    }

    @Test func `a month is over at the first moment of the next, in Amsterdam`() {
        #expect(CalendarMonth("2026-12")?.end == CalendarDay("2027-01-01")?.start)
        #expect(CalendarMonth("2026-02")?.end == CalendarDay("2026-03-01")?.start)
        #expect(CalendarMonth(of: Self.now).text == "2026-03")
        for text in ["2026-13", "26-01", "2026-1", "2026", "2026-00", "1999-01"] {
            #expect(CalendarMonth(text) == nil)
        }
    }
}
