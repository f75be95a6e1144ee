import Domain
import Storage
import Vault

/// What somebody did themselves is a request too, so that all of them are counted (P60): it came in, was granted and
/// ended in one moment.
struct OwnRequests: Sendable {
    let vault: Vault

    func record(
        _ kind: RightsRequest.Kind, of keys: PersonKeys, as person: PersonKind, service: Service,
        access: Access, in transaction: Transaction
    ) throws {
        let leaf = try vault.record(
            Processing(.collect, .rightsRequest, service: service, fields: .none, subject: keys.pseudonym),
            access: access, in: transaction
        ).leaf
        try RequestQueries.insert(
            done(kind, by: person, at: transaction.now), of: keys, leaf: leaf.id, in: transaction)
    }

    /// Leads to nobody from the start.
    ///
    /// - Nothing without somebody who asked it themselves.
    func recordErasure(
        of keys: PersonKeys, isComplete: Bool, access: Access, in transaction: Transaction
    ) throws {
        guard access.ground == .ownData else { return }
        let service = try vault.serviceBought(for: EndUser.ID(person: keys.person), in: transaction)
        let leaf = try vault.record(
            Processing(
                .collect, .rightsRequest, service: service, fields: .none,
                subject: keys.pseudonym),
            access: access, in: transaction
        ).leaf
        try RequestQueries.insert(
            done(.erasure, by: .endUser, at: transaction.now, state: isComplete ? .granted : .partly),
            of: nil, leaf: leaf.id, in: transaction)
    }

    private func done(
        _ kind: RightsRequest.Kind, by person: PersonKind, at now: Moment,
        state: RightsRequest.State = .granted
    ) -> RightsRequest {
        RightsRequest(
            id: .random(), kind: kind, person: person, via: .portal, received: now, state: state, ended: now)
    }
}
