/// What became of handing one message to the outside world.
///
/// A code is short, made by us, and holds nothing personal: it is stored and counted.
public enum Delivery: Hashable, Sendable {
    /// The other side took responsibility. `reference` is how it names the message, when it says so.
    case accepted(reference: String?)
    /// Try again later: the network, a busy server, or a setting of ours that an operator must repair.
    case temporaryFailure(code: String)
    /// Trying again is useless: this recipient or this content was refused.
    case permanentFailure(code: String)
}

/// A mail that is ready to go. It prints nothing.
public struct OutgoingMail: Sendable {
    /// Becomes the Message-ID. A second try carries the same one, so a mailbox can recognise the duplicate
    /// (I7).
    public let id: Message.ID
    public let recipient: EmailAddress
    public let language: Language
    public let content: Sensitive<MailContent>

    public init(id: Message.ID, recipient: EmailAddress, language: Language, content: MailContent) {
        self.id = id
        self.recipient = recipient
        self.language = language
        self.content = Sensitive(content)
    }
}

/// The words of a mail, twice: as plain text and as simple HTML.
public struct MailContent: Hashable, Sendable {
    public let subject: String
    public let text: String
    public let html: String

    public init(subject: String, text: String, html: String) {
        self.subject = subject
        self.text = text
        self.html = html
    }
}

/// A text message that is ready to go. It prints nothing.
public struct OutgoingSMS: Sendable {
    /// Goes along so that a gateway which knows it can drop a duplicate (I7).
    public let id: Message.ID
    public let recipient: MobileNumber
    public let text: Sensitive<String>

    public init(id: Message.ID, recipient: MobileNumber, text: String) {
        self.id = id
        self.recipient = recipient
        self.text = Sensitive(text)
    }
}

/// The port through which mail leaves. Never throws: every outcome is a `Delivery`.
public protocol MailSending: Sendable {
    func send(_ mail: OutgoingMail) async -> Delivery
}

/// The port through which text messages leave. Never throws: every outcome is a `Delivery`.
public protocol SMSSending: Sendable {
    func send(_ sms: OutgoingSMS) async -> Delivery
}
