/// A company that carries what we send: the recipient of the statement by its name, where it stands, and the written
/// agreement that binds it (P31, P74).
public struct Processor: Hashable, Sendable {
    public typealias ID = Identifier<Processor>

    /// What the operator says of it in the settings.
    public struct Declaration: Hashable, Sendable {
        public let channel: Message.Channel
        public let name: String
        /// The number of the agreement, as it stands in our own papers.
        public let agreement: String
        public let agreedOn: CalendarDay

        public init(channel: Message.Channel, name: String, agreement: String, agreedOn: CalendarDay) {
            self.channel = channel
            self.name = name
            self.agreement = agreement
            self.agreedOn = agreedOn
        }

        /// Whether the agreement was made by now. One of tomorrow carries nothing today.
        public func isInForce(at now: Moment) -> Bool { agreedOn.start <= now }
    }

    public let id: ID
    public let declaration: Declaration
    /// ISO 3166 country. The store takes no other than `NL`.
    public let location: String
    public let registered: Moment
    /// Nothing while it carries for us.
    public let ended: Moment?

    public init(id: ID, declaration: Declaration, location: String, registered: Moment, ended: Moment?) {
        self.id = id
        self.declaration = declaration
        self.location = location
        self.registered = registered
        self.ended = ended
    }

    /// Whether something could be handed to it at this moment.
    public func carries(at moment: Moment) -> Bool {
        location == "NL" && declaration.isInForce(at: moment) && registered <= moment
            && (ended.map { moment <= $0 } ?? true)
    }
}
