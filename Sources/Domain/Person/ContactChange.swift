/// A new number or address on its way to be one's own: typed, then proven twice, by a code to the new one and by a
/// code to what stays. Until both were right nothing of it is kept as theirs.
///
/// Pure: it says which code is asked and what may still be done; who holds it counts tries in the store.
public struct ContactChange: Hashable, Sendable {
    public typealias ID = Identifier<ContactChange>

    /// Where the two codes go, in the order in which they are asked.
    public enum Place: String, CaseIterable, Sendable {
        case new, staying
    }

    public struct Code: Hashable, Sendable {
        public let triesLeft: Int
        public let sendsLeft: Int
        public let expires: Moment
        public let isProven: Bool

        public init(triesLeft: Int, sendsLeft: Int, expires: Moment, isProven: Bool) {
            self.triesLeft = triesLeft
            self.sendsLeft = sendsLeft
            self.expires = expires
            self.isProven = isProven
        }
    }

    /// What changes: the number (by text message) or the address (by mail).
    public let channel: Message.Channel
    public let expires: Moment
    private let new: Code
    private let staying: Code

    public init(channel: Message.Channel, expires: Moment, new: Code, staying: Code) {
        self.channel = channel
        self.expires = expires
        self.new = new
        self.staying = staying
    }

    public subscript(place: Place) -> Code {
        switch place {
        case .new: new
        case .staying: staying
        }
    }

    /// The code that is asked next; nothing when both were right, and the change should have been carried out.
    public var asked: Place? { Place.allCases.first { !self[$0].isProven } }

    /// Against which code an answer is held. Refuses when there is nothing to answer any more.
    public func answerable(at now: Moment) throws(ContactChangeRefusal) -> Place {
        let place = try open(at: now)
        guard now < self[place].expires else { throw .codeExpired }
        guard self[place].triesLeft > 0 else { throw .noTriesLeft }
        return place
    }

    /// To which place a new code may go: the one that is asked, a few times.
    public func resendable(at now: Moment) throws(ContactChangeRefusal) -> Place {
        let place = try open(at: now)
        guard self[place].sendsLeft > 0 else { throw .noSendsLeft }
        return place
    }

    /// What is asked when the code of this place was right; nothing when that was the last.
    public func asked(after place: Place) -> Place? {
        Place.allCases.first { $0 != place && !self[$0].isProven }
    }

    private func open(at now: Moment) throws(ContactChangeRefusal) -> Place {
        guard now < expires, let asked else { throw .over }
        return asked
    }
}

/// Why a number or address does not change. Holds no personal data.
public enum ContactChangeRefusal: Error, Hashable, Sendable {
    case mobileNumberInvalid, emailInvalid
    /// It is theirs already.
    case sameAsNow
    /// The law ordered to keep what is there (P43).
    case locked
    /// Left too long, begun anew elsewhere, or done already.
    case over
    case codeExpired
    case wrongCode(triesLeft: Int)
    case noTriesLeft
    case noSendsLeft
    case tooManyCodes(minutes: Int)
}

extension Message.Channel {
    /// The way that stays when this one changes.
    public var other: Message.Channel {
        switch self {
        case .sms: .mail
        case .mail: .sms
        }
    }
}
