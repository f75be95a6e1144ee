import Domain

/// Who enrols when, who leaves, which agreement ends: two years, the same every time.
struct InventedStory: Sendable {
    struct InventedCustomer: Sendable {
        let name: String
        let kind: Customer.Kind
        let registrationNumber: String
        /// The day on which the agreement ends: within the year that its data may still be kept (P40).
        var endsOn: Int?
    }

    static let days = 730

    let customers = [
        InventedCustomer(
            name: "Gemeente Waterland aan Zee", kind: .municipality,
            registrationNumber: "00000001001234567000"),
        InventedCustomer(name: "Stichting De Verbinding", kind: .foundation, registrationNumber: "90000017"),
        InventedCustomer(
            name: "Openbare School De Horizon", kind: .company, registrationNumber: "90000025", endsOn: 610),
    ]
    let persons: [InventedPerson]

    /// Those the card of ready-made logins names.
    static let twoCustomers = 1
    static let sharedPhone = 2...3
    static let plain = 4
    static let leftSchool = 6
    static let waiting = 7
    static let turnedSixteen = 8
    static let minor = 9
    static let stopped = 9_010
    static let disagreed = 9_011

    /// - `count`: how many persons enrol, beside the few with a story of their own.
    /// - `end`: when the story ends.
    init(count: Int, end: Moment) {
        persons = (Self.namedPersons(until: end) + (10..<max(10, count)).map(Self.person)).sorted {
            ($0.day, $0.number) < ($1.day, $1.number)
        }
    }

    func persons(on day: Int) -> [InventedPerson] { persons.filter { $0.day == day } }
    func leaving(on day: Int) -> [InventedPerson] { persons.filter { $0.erasesOn == day } }

    private static func namedPersons(until end: Moment) -> [InventedPerson] {
        // One human with codes from two customers is two end users, and signs in once.
        var again = InventedPerson(number: 5, customer: 1, day: 650)
        var other = InventedPerson(number: 3, customer: 0, day: 561)
        let first = InventedPerson(number: twoCustomers, customer: 0, day: 40)
        let shared = InventedPerson(number: 2, customer: 0, day: 560)
        (again.mobileNumber, again.emailAddress) = (first.mobileNumber, first.emailAddress)
        other.mobileNumber = shared.mobileNumber
        var minor = InventedPerson(number: Self.minor, customer: 0, day: days - 200, age: .underSixteen)
        minor.guardianSays = .yes
        var grown = InventedPerson(number: turnedSixteen, customer: 1, day: days - 150, age: .underSixteen)
        // Last month: then their own answer is waited for now.
        (grown.guardianSays, grown.turnsSixteen) = (
            .yes, CalendarMonth(of: CalendarTerm.months(1).start(endingAt: end))
        )
        return [
            minor, grown, first, again, shared, other, InventedPerson(number: plain, customer: 1, day: 300),
            InventedPerson(number: leftSchool, customer: 2, day: 420),
            InventedPerson(number: waiting, customer: 1, day: days - 9, age: .underSixteen),
        ]
    }

    /// A spread that looks like life: more each month, with those under sixteen and those who leave in between.
    private static func person(_ number: Int) -> InventedPerson {
        let spread = (number * 7_919) % 10_000
        // The square root puts most of them in the second year.
        let day = 10 + Int((Double(spread) / 10_000).squareRoot() * Double(days - 15))
        let customer = day >= 600 ? number % 2 : number % 3
        let isYoung = number.isMultiple(of: 53)
        let leaves = number.isMultiple(of: 43) && !isYoung ? min(day + 20 + number % 200, days - 1) : nil
        var person = InventedPerson(
            number: number, customer: customer, day: day, age: isYoung ? .underSixteen : .sixteenOrOlder,
            erasesOn: leaves)
        if isYoung, number.isMultiple(of: 2) { person.guardianSays = .yes }
        return person
    }
}
