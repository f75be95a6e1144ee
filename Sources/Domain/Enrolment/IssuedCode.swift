/// A code as the data store knows it: a state, and no identity (P13).
public struct IssuedCode: Sendable {
    public enum State: String, CaseIterable, Sendable {
        case issued, redeemed, revoked
    }

    public let id: EnrolmentCode.ID
    public let customer: Customer.ID
    public let contract: Contract.ID
    /// What the person enrols for.
    public let service: Service
    public let state: State
    public let expires: Moment
    public let contractActive: Bool

    public init(
        id: EnrolmentCode.ID, customer: Customer.ID, contract: Contract.ID, state: State, service: Service,
        expires: Moment, contractActive: Bool
    ) {
        self.id = id
        self.customer = customer
        self.contract = contract
        self.state = state
        self.service = service
        self.expires = expires
        self.contractActive = contractActive
    }

    /// Whether this code may still be redeemed. The conditional update in the store decides between two at once.
    public func redeemable(at now: Moment) throws(CodeRefusal) {
        switch state {
        case .redeemed: throw .alreadyRedeemed
        case .revoked: throw .revoked
        case .issued: break
        }
        guard now < expires else { throw .expired }
        guard contractActive else { throw .contractEnded }
    }
}
