/// Who applies for a phone or SIM card, as it was typed: raw text that nobody has judged yet (P14).
public struct DetailsForm: Sendable {
    public let firstName: Sensitive<String>
    public let lastName: Sensitive<String>
    public let postcode: Sensitive<String>
    public let houseNumber: Sensitive<String>
    public let street: Sensitive<String>
    public let city: Sensitive<String>
    /// The three boxes.
    public let day: Sensitive<String>
    public let month: Sensitive<String>
    public let year: Sensitive<String>

    public init(
        firstName: String, lastName: String, postcode: String, houseNumber: String, street: String,
        city: String, day: String, month: String, year: String
    ) {
        self.firstName = Sensitive(firstName)
        self.lastName = Sensitive(lastName)
        self.postcode = Sensitive(postcode)
        self.houseNumber = Sensitive(houseNumber)
        self.street = Sensitive(street)
        self.city = Sensitive(city)
        self.day = Sensitive(day)
        self.month = Sensitive(month)
        self.year = Sensitive(year)
    }

    /// What a form becomes when everything in it is right.
    public struct Details: Sendable {
        public let firstName: Sensitive<String>
        public let lastName: Sensitive<String>
        public let address: HomeAddress
        public let birthDate: BirthDate

        public init(
            firstName: Sensitive<String>, lastName: Sensitive<String>, address: HomeAddress,
            birthDate: BirthDate
        ) {
            self.firstName = firstName
            self.lastName = lastName
            self.address = address
            self.birthDate = birthDate
        }

        public static let fields: [Field] = [.firstName, .lastName, .homeAddress, .birthDate]
    }

    /// Judges every field, and names all that is wrong at once.
    public func details(at now: Moment) throws(EnrolmentRefusal) -> Details {
        let first = firstName.reveal().name(max: 60)
        let last = lastName.reveal().name(max: 80)
        let postcode = HomeAddress.postcode(postcode.reveal())
        let number = HomeAddress.number(houseNumber.reveal())
        let street = street.reveal().name(max: 80)
        let city = city.reveal().name(max: 60)
        let birthDate = BirthDate(day: day.reveal(), month: month.reveal(), year: year.reveal(), now: now)
        guard let first, let last, let postcode, let number, let street, let city, let birthDate else {
            let problems: [(FormProblem, isWrong: Bool)] = [
                (.firstNameInvalid, first == nil), (.lastNameInvalid, last == nil),
                (.postcodeInvalid, postcode == nil), (.houseNumberInvalid, number == nil),
                (.streetInvalid, street == nil), (.cityInvalid, city == nil),
                (.birthDateInvalid, birthDate == nil),
            ]
            throw .invalid(problems.filter(\.isWrong).map(\.0))
        }
        return Details(
            firstName: first, lastName: last,
            address: HomeAddress(street: street, number: number, postcode: postcode, city: city),
            birthDate: birthDate)
    }
}
