/// What a child fills in about a guardian, as it was typed: raw text that nobody has judged yet.
public struct GuardianForm: Sendable {
    public let mobileNumber: Sensitive<String>
    public let emailAddress: Sensitive<String>
    /// In which month the child turns sixteen: the number of a month and a year.
    public let month: Sensitive<String>
    public let year: Sensitive<String>

    public init(mobileNumber: String, emailAddress: String, month: String, year: String) {
        self.mobileNumber = Sensitive(mobileNumber)
        self.emailAddress = Sensitive(emailAddress)
        self.month = Sensitive(month)
        self.year = Sensitive(year)
    }

    /// Whom a child named.
    public struct Named: Sendable {
        public let mobileNumber: MobileNumber?
        public let emailAddress: EmailAddress?

        /// Nothing without a way to reach them.
        public init?(mobileNumber: MobileNumber?, emailAddress: EmailAddress?) {
            guard mobileNumber != nil || emailAddress != nil else { return nil }
            self.mobileNumber = mobileNumber
            self.emailAddress = emailAddress
        }

        public var fields: [Field] {
            [mobileNumber.map { _ in Field.mobileNumber }, emailAddress.map { _ in Field.emailAddress }]
                .compactMap(\.self)
        }
    }

    /// The child's own number and address: a guardian is reached elsewhere.
    public struct Child: Sendable {
        public let mobileNumber: MobileNumber?
        public let emailAddress: EmailAddress?

        public init(mobileNumber: MobileNumber?, emailAddress: EmailAddress?) {
            self.mobileNumber = mobileNumber
            self.emailAddress = emailAddress
        }
    }

    /// Judges number and address, and names all that is wrong at once.
    public func named(
        by child: Child, reading numbers: some MobileNumberReading
    ) throws(GuardianRefusal) -> Named {
        let (named, problems) = guardian(by: child, reading: numbers)
        guard let named, problems.isEmpty else { throw .invalid(problems) }
        return named
    }

    /// Judges everything, the month in which the child turns sixteen too.
    public func judged(
        by child: Child, reading numbers: some MobileNumberReading, at now: Moment
    ) throws(GuardianRefusal) -> (named: Named, turnsSixteen: CalendarMonth) {
        var (named, problems) = guardian(by: child, reading: numbers)
        let turnsSixteen = CalendarMonth(
            year: Int(year.reveal()) ?? 0, month: Int(month.reveal()) ?? 0)
        let this = CalendarMonth(of: now)
        if let turnsSixteen, turnsSixteen < this {
            problems.append(.alreadySixteen)
        } else if turnsSixteen.map({ $0.year > this.year + 16 }) ?? true {
            problems.append(.monthMissing)
        }
        guard let named, let turnsSixteen, problems.isEmpty else { throw .invalid(problems) }
        return (named, turnsSixteen)
    }

    private func guardian(
        by child: Child, reading numbers: some MobileNumberReading
    ) -> (Named?, [GuardianProblem]) {
        var problems: [GuardianProblem] = []
        let number = isBlank(mobileNumber) ? nil : numbers.mobileNumber(mobileNumber.reveal())
        let address = isBlank(emailAddress) ? nil : EmailAddress(emailAddress.reveal())
        if number == nil, !isBlank(mobileNumber) { problems.append(.mobileNumberInvalid) }
        if address == nil, !isBlank(emailAddress) { problems.append(.emailInvalid) }
        if isBlank(mobileNumber), isBlank(emailAddress) { problems.append(.nobodyNamed) }
        if let number, number == child.mobileNumber { problems.append(.ownNumber) }
        if let address, address == child.emailAddress { problems.append(.ownAddress) }
        return (Named(mobileNumber: number, emailAddress: address), problems)
    }

    private func isBlank(_ text: Sensitive<String>) -> Bool { text.reveal().allSatisfy(\.isWhitespace) }
}

/// What is wrong with one box of the form, without what was typed.
public enum GuardianProblem: Hashable, Sendable {
    case nobodyNamed, mobileNumberInvalid, emailInvalid
    /// The child's own number or address: nobody consents to themselves.
    case ownNumber, ownAddress
    /// What was given already: nothing is corrected.
    case unchanged
    case monthMissing
    /// The month has passed: then nobody has to consent for them.
    case alreadySixteen
}

/// Why naming, proving or answering does not go on. Holds no personal data.
public enum GuardianRefusal: Error, Equatable, Sendable {
    case invalid([GuardianProblem])
    /// As many guardians as may be were named.
    case tooManyGuardians
    case correction(GuardianCorrection.Refusal)
    /// Nobody under sixteen, or no longer.
    case notAMinor
    /// The link or the code is over.
    case expired
    case wrongSecret(triesLeft: Int)
    case noTriesLeft
    case tooManyRequests(minutes: Int)
    case busy
    case consent(Consent.Refusal)
    case paper(SignedDocument.Refusal)
    /// As many came by links as may be.
    case tooManyPapers
    /// Who brought it in does not say yes to it.
    case ownPaper
    /// Another paper came in its place since it was looked at.
    case otherPaper
    /// The law locked the child's own data: nobody can be named now (P43).
    case locked
    /// Nothing of it may be destroyed now: the law keeps it.
    case held
    /// The words changed since they were shown: read them again.
    case otherWords
}
