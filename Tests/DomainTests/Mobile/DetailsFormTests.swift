import Domain
import Testing

/// Who applies, as it was typed.
struct DetailsFormTests {
    private static let now = Moment(milliseconds: 1_795_529_400_000)  // 24 November 2026.

    struct Typed: Sendable, CustomTestStringConvertible {
        let what: String
        let change: @Sendable (inout [String]) -> Void
        let problem: FormProblem

        var testDescription: String { what }
    }

    /// First name, last name, postcode, number, street, city, day, month, year.
    private static let right = [
        "Fatima", "El  Amrani ", "9711ab", "12 B", "Kerkstraat", "Groningen", "9", "3", "1987",
    ]

    static let wrong: [Typed] = [
        Typed(what: "no first name", change: { $0[0] = "  " }, problem: .firstNameInvalid),
        Typed(what: "digits for a name", change: { $0[0] = "123" }, problem: .firstNameInvalid),
        Typed(what: "markup in a name", change: { $0[1] = "<b>Jansen" }, problem: .lastNameInvalid),
        Typed(
            what: "a name of 81", change: { $0[1] = String(repeating: "a", count: 81) },
            problem: .lastNameInvalid),
        Typed(what: "a postcode of 3 digits", change: { $0[2] = "971 AB" }, problem: .postcodeInvalid),
        Typed(
            what: "a postcode that begins with 0", change: { $0[2] = "0711 AB" }, problem: .postcodeInvalid),
        Typed(what: "a postcode with SS", change: { $0[2] = "9711 SS" }, problem: .postcodeInvalid),
        Typed(what: "no number", change: { $0[3] = "B" }, problem: .houseNumberInvalid),
        Typed(what: "no street", change: { $0[4] = "" }, problem: .streetInvalid),
        Typed(what: "two lines in one", change: { $0[4] = "a, b" }, problem: .streetInvalid),
        Typed(what: "no town", change: { $0[5] = "" }, problem: .cityInvalid),
        Typed(
            what: "31 February",
            change: {
                $0[6] = "31"; $0[7] = "2"
            }, problem: .birthDateInvalid),
        Typed(
            what: "tomorrow",
            change: {
                $0[6] = "25"; $0[7] = "11"; $0[8] = "2026"
            }, problem: .birthDateInvalid),
        Typed(what: "121 years ago", change: { $0[8] = "1905" }, problem: .birthDateInvalid),
        Typed(what: "a year of two digits", change: { $0[8] = "87" }, problem: .birthDateInvalid),
    ]

    private func form(_ typed: [String]) -> DetailsForm {
        DetailsForm(
            firstName: typed[0], lastName: typed[1], postcode: typed[2], houseNumber: typed[3],
            street: typed[4], city: typed[5], day: typed[6], month: typed[7], year: typed[8])
    }

    @Test func `what is right is made canonical`() throws {
        let details = try form(Self.right).details(at: Self.now)
        #expect(details.lastName.reveal() == "El Amrani")
        #expect(details.address.reveal() == "Kerkstraat 12 B, 9711 AB Groningen")
        #expect(details.birthDate.reveal() == "1987-03-09")
        #expect(details.birthDate.revealWritten(in: .dutch) == "9 maart 1987")
        #expect(details.birthDate.year == "1987")
    }

    @Test(arguments: wrong)
    func `what is wrong is named`(_ row: Typed) {
        var typed = Self.right
        row.change(&typed)
        #expect(throws: EnrolmentRefusal.invalid([row.problem])) { try form(typed).details(at: Self.now) }
    }

    @Test func `all that is wrong is named at once`() {
        let empty = form([String](repeating: "", count: 9))
        #expect(
            throws: EnrolmentRefusal.invalid([
                .firstNameInvalid, .lastNameInvalid, .postcodeInvalid, .houseNumberInvalid, .streetInvalid,
                .cityInvalid, .birthDateInvalid,
            ])
        ) { try empty.details(at: Self.now) }
    }

    @Test(arguments: [("24", "16 today", false), ("25", "16 tomorrow", true)])
    func `a parent decides until somebody turns 16`(day: String, what: String, isYoung: Bool) throws {
        let birth = try #require(BirthDate(day: day, month: "11", year: "2010", now: Self.now))
        #expect(birth.isUnderSixteen(at: Self.now) == isYoung, "\(what)")
    }
}
