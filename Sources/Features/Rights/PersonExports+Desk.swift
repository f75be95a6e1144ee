public import Domain
import Storage
import Vault

/// A copy for who asked at a desk or by phone: made by who handles their request, once it is settled that it is them.
extension PersonExports {
    /// Every field and note is opened from the case of the request, and stands in their log like any other look.
    ///
    /// - Refuses a request of another kind, one that a colleague has in hand, and who was not identified yet.
    public func copy(for id: RightsRequest.ID, by worker: Worker) async throws -> PersonExport {
        guard let actor = worker.actor(in: [.support]), worker.unsigned.isEmpty else {
            throw CaseRefusal.notNeeded
        }
        let (row, file) = try await vault.data.read { transaction in
            (
                try RequestQueries.one(id, in: transaction),
                try RightsDesk.openCase(on: id, of: worker.account, in: transaction)
            )
        }
        guard let row else { throw RightsRefusal.unknown }
        guard row.handler == worker.account else { throw RightsRefusal.notYours }
        guard let person = row.person, row.request.state.isOpen else { throw RightsRefusal.ended }
        guard row.isOfEndUser, row.request.isForACopy else { throw RightsRefusal.noCopy }
        guard row.identified != nil else { throw RightsRefusal.checklistIncomplete }
        guard let file else { throw CaseRefusal.noCase }
        let endUser = EndUser.ID(person: person)
        do {
            return try await export(
                of: endUser, known: try await vault.pseudonym(of: endUser), activity: .rightsRequest,
                access: RightsDesk.access(actor, file))
        } catch VaultError.caseRefused(let refusal) {
            throw refusal
        } catch VaultError.noSuchPerson {
            throw RightsRefusal.ended
        }
    }
}
