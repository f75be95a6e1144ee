/// The contact form as it was typed: raw text that nobody has judged yet.
public struct TypedQuestion: Sendable {
    public static let nameCharactersMax = 100
    public static let questionCharactersMax = 2_000
    /// A character may be many bytes; no question of people is longer than this.
    private static let questionBytesMax = 16_000

    public let name: Sensitive<String>
    public let phoneNumber: Sensitive<String>
    public let emailAddress: Sensitive<String>
    public let question: Sensitive<String>

    public init(name: String, phoneNumber: String, emailAddress: String, question: String) {
        self.name = Sensitive(name.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        self.phoneNumber = Sensitive(phoneNumber)
        self.emailAddress = Sensitive(emailAddress)
        self.question = Sensitive(question)
    }

    /// Judges every field, and names all that is wrong at once. A number or an address may be left out, not both.
    public func judged(reading numbers: some PhoneNumberReading) throws(ContactRefusal) -> ContactQuestion {
        var problems: [ContactProblem] = []
        if name.isBlank { problems.append(.nameMissing) }
        if name.reveal().count > Self.nameCharactersMax { problems.append(.nameTooLong) }
        let number = numbers.phoneNumber(phoneNumber.reveal())
        if number == nil, !phoneNumber.isBlank { problems.append(.phoneNumberInvalid) }
        let address = EmailAddress(emailAddress.reveal())
        if address == nil, !emailAddress.isBlank { problems.append(.emailInvalid) }
        if phoneNumber.isBlank, emailAddress.isBlank { problems.append(.noWayBack) }
        if question.isBlank { problems.append(.questionMissing) }
        let text = question.reveal()
        if text.count > Self.questionCharactersMax || text.utf8.count > Self.questionBytesMax {
            problems.append(.questionTooLong(characters: text.count))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        return ContactQuestion(name: name, phoneNumber: number, emailAddress: address, text: question)
    }
}

/// A question that can be answered: there is a number, an address, or both.
public struct ContactQuestion: Sendable {
    public let name: Sensitive<String>
    public let phoneNumber: PhoneNumber?
    public let emailAddress: EmailAddress?
    public let text: Sensitive<String>
}

/// What is wrong with one field of the contact form, without what was typed.
public enum ContactProblem: Hashable, Sendable {
    case nameMissing, nameTooLong
    case phoneNumberInvalid, emailInvalid
    /// Neither a number nor an address: nobody could be answered.
    case noWayBack
    case questionMissing
    case questionTooLong(characters: Int)
}

/// Why a question is not taken, or not answered. Holds no personal data.
public enum ContactRefusal: Error, Equatable, Sendable {
    case invalid([ContactProblem])
    /// Sent sooner after opening the form than a person writes, or so late that the form is no longer known.
    case notThisMoment
    case tooMany(minutes: Int)
    /// Or gone since.
    case alreadyAnswered
    /// They left no address: call them.
    case noEmailAddress
    case answerMissing
    case answerTooLong(characters: Int)
}

extension Sensitive<String> {
    fileprivate var isBlank: Bool { reveal().allSatisfy(\.isWhitespace) }
}
