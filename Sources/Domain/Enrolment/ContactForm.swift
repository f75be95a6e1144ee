/// The second screen as it was typed: raw text that nobody has judged yet.
public struct ContactForm: Sendable {
    public let mobileNumber: Sensitive<String>
    public let emailAddress: Sensitive<String>
    public let age: EndUser.DeclaredAge?

    public init(mobileNumber: String, emailAddress: String, age: EndUser.DeclaredAge?) {
        self.mobileNumber = Sensitive(mobileNumber)
        self.emailAddress = Sensitive(emailAddress)
        self.age = age
    }

    /// The same form with an age that is known already; nothing leaves it as it is.
    public func with(age known: EndUser.DeclaredAge?) -> ContactForm {
        ContactForm(
            mobileNumber: mobileNumber.reveal(), emailAddress: emailAddress.reveal(), age: known ?? age)
    }

    /// What a form becomes when everything in it is right.
    public struct Contact: Sendable {
        public let mobileNumber: MobileNumber
        /// Nothing of who has none, and was helped to enrol.
        public let emailAddress: EmailAddress?
        public let age: EndUser.DeclaredAge

        public init(mobileNumber: MobileNumber, emailAddress: EmailAddress?, age: EndUser.DeclaredAge) {
            self.mobileNumber = mobileNumber
            self.emailAddress = emailAddress
            self.age = age
        }
    }

    /// Judges every field, and names all that is wrong at once.
    ///
    /// - `isHelped`: somebody sits beside them. Only then may the address be left out.
    public func contact(
        reading numbers: some MobileNumberReading, isHelped: Bool = false
    ) throws(EnrolmentRefusal) -> Contact {
        var problems: [FormProblem] = []
        let number = numbers.mobileNumber(mobileNumber.reveal())
        if number == nil {
            problems.append(isBlank(mobileNumber) ? .mobileNumberMissing : .mobileNumberInvalid)
        }
        let address = EmailAddress(emailAddress.reveal())
        let isLeftOut = isHelped && isBlank(emailAddress)
        if address == nil, !isLeftOut {
            problems.append(isBlank(emailAddress) ? .emailMissing : .emailInvalid)
        }
        if age == nil { problems.append(.ageMissing) }
        guard problems.isEmpty, let number, let age else { throw .invalid(problems) }
        return Contact(mobileNumber: number, emailAddress: address, age: age)
    }

    private func isBlank(_ text: Sensitive<String>) -> Bool { text.reveal().allSatisfy(\.isWhitespace) }
}

/// What is wrong with one field of the form, without what was typed.
public enum FormProblem: Hashable, Sendable {
    case mobileNumberMissing, mobileNumberInvalid, emailMissing, emailInvalid, ageMissing
    // Who applies for a phone or SIM card.
    case firstNameInvalid, lastNameInvalid, postcodeInvalid, houseNumberInvalid, streetInvalid, cityInvalid
    case birthDateInvalid
}

/// Why an enrolment does not go on. Holds no personal data.
public enum EnrolmentRefusal: Error, Equatable, Sendable {
    case code(CodeRefusal)
    /// The screens were left too long, or in another browser.
    case attemptExpired
    case invalid([FormProblem])
    /// Fields that the person did not say are right (P16).
    case unconfirmed([Field])
    /// What was to be confirmed is not what is filled in now: it was changed on another screen.
    case changedMeanwhile
    case wrongSecret(triesLeft: Int)
    case noTriesLeft
    case noSendsLeft
    case tooManyGuesses(minutes: Int)
}
