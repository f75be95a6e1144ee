import Domain
import TestKit

/// Somebody with a login for their work, and what they sign in with.
struct Employee: Sendable {
    let atWork: World.AtWork
    let roles: Set<Role>
    /// Nothing for BuenO's own people.
    let customer: Customer.ID?
    var session: Token

    init(_ atWork: World.AtWork, roles: Set<Role>, customer: Customer.ID? = nil) {
        (self.atWork, self.roles, self.customer) = (atWork, roles, customer)
        session = atWork.session
    }
}
