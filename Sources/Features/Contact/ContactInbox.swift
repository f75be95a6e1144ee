public import Domain

/// A question in a list: when it came and when it goes. What was asked, and who asks, stays sealed.
public struct ListedQuestion: Sendable {
    /// What became of the answer.
    public enum Answer: Sendable {
        case byPhone
        case mailWaiting
        case mailSent
        /// The address does not work: only a call is left.
        case mailFailed
    }

    public let id: ContactRequest.ID
    public let received: Moment
    /// When all of it is erased, if nothing else happens.
    public let goes: Moment
    /// Nothing while it waits.
    public let answered: Moment?
    public let answer: Answer?
}

/// What waits, and what was answered and is not gone yet.
public struct ContactInbox: Sendable {
    public let openCount: Int
    public let answeredCount: Int
    /// Longest waiting first; the first so many.
    public let open: [ListedQuestion]
    /// Newest answer first; the first so many.
    public let answered: [ListedQuestion]
}

/// A question as it was opened, for who answers it.
public struct OpenedQuestion: Sendable {
    public let id: ContactRequest.ID
    public let state: ContactRequest.State
    public let language: Language
    public let received: Moment
    public let goes: Moment
    public let name: Sensitive<String>
    public let phoneNumber: Sensitive<String>?
    public let emailAddress: Sensitive<String>?
    public let question: Sensitive<String>
}

/// A question as it arrives: what was typed, and what tells a person from a program.
public struct ArrivingQuestion: Sendable {
    public let typed: TypedQuestion
    /// A field that people do not see: whoever fills it in is no person.
    public let trap: String
    /// The moment that the form carried under our seal.
    public let opened: String
    public let network: NetworkKey
    public let language: Language

    public init(
        typed: TypedQuestion, trap: String, opened: String, network: NetworkKey, language: Language
    ) {
        self.typed = typed
        self.trap = trap
        self.opened = opened
        self.network = network
        self.language = language
    }
}
