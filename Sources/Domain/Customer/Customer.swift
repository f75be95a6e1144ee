/// The organisation that buys and pays (P01). Its own name and general contact data are not personal (P02).
public struct Customer: Sendable {
    public typealias ID = Identifier<Customer>

    public enum Kind: String, CaseIterable, Sendable {
        case municipality, foundation, company
    }

    public let id: ID
    public let name: String
    public let kind: Kind

    public init(id: ID, name: String, kind: Kind) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}

/// One customer's agreement for one service; every code and end user hangs under one (P01).
public struct Contract: Sendable {
    public typealias ID = Identifier<Contract>

    public let id: ID
    public let customer: Customer.ID
    public let service: Service
    public let starts: Moment
    /// Set when the agreement ends: from then on a term of at most one year runs (P40).
    public let ended: Moment?

    public init(id: ID, customer: Customer.ID, service: Service, starts: Moment, ended: Moment?) {
        self.id = id
        self.customer = customer
        self.service = service
        self.starts = starts
        self.ended = ended
    }

    public func isActive(at now: Moment) -> Bool {
        starts <= now && (ended.map { now < $0 } ?? true)
    }
}
