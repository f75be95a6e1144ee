public import Domain
import Storage
import Vault

extension Cases {
    /// Opens a person who is guarded, or one more than a day has: for four hours, and every privacy officer is told.
    ///
    /// - Asks a fresh proof of who does it, and refuses when there is nobody to tell.
    @discardableResult
    public func breakGlass(
        over id: CaseFile.ID, sentence: String, by worker: Worker
    ) async throws -> CaseFile.ID {
        let sentence = try CaseSentence(typed: sentence)
        let officers = try await officersToTell(of: worker)
        let (file, person) = try await subject(of: id)
        let broken = try await vault.data.write { transaction in
            try file.mayOpen(person: person, by: worker.account, at: transaction.now)
            let broken = Self.file(
                file.reason, about: person, by: worker.account, isBreakGlass: true, at: transaction.now)
            // P60: over a case of a request it is one of that request too, and the request is answered from it.
            try CaseQueries.insert(
                broken, search: .random(), sentence: sentence.text,
                request: try CaseQueries.one(id, in: transaction)?.request, in: transaction)
            try tell(officers, of: broken, in: transaction)
            return broken.id
        }
        outbox.wake()
        return broken
    }

    /// Every privacy officer whose role is genuine and in force. Refuses who did not prove themselves just now.
    func officersToTell(of worker: Worker) async throws -> [Reachable] {
        let (accounts, now) = try await vault.data.read { transaction in
            let open = try AccountQueries.accounts(of: .staff, in: transaction).filter { $0.state == .active }
            let officers = try open.filter {
                try GrantQueries.isInForce(.privacyOfficer, of: $0, vault: vault, in: transaction)
            }
            return (officers, transaction.now)
        }
        guard worker.isProven(at: now) else { throw CaseRefusal.proofNeeded }
        let officers = try await Reachable.among(accounts, vault: vault)
        guard !officers.isEmpty else { throw CaseRefusal.nobodyToTell }
        return officers
    }

    /// In the transaction of what they are told of. No name is in it: only the number of the case.
    func tell(_ officers: [Reachable], of file: CaseFile, in transaction: Transaction) throws {
        for officer in officers {
            try outbox.queue(
                .breakGlass(number: file.number), to: .mail(officer.address), language: officer.language,
                keys: officer.keys, customer: nil, service: .administration, in: transaction)
        }
    }
}
