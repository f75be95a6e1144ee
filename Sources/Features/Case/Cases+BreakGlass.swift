public import Domain
import Storage
import Vault

/// Somebody who is told that the glass was broken.
struct Officer: Sendable {
    let keys: PersonKeys
    let address: EmailAddress
    let language: Language
}

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
            try CaseQueries.insert(broken, search: .random(), sentence: sentence.text, in: transaction)
            try tell(officers, of: broken, in: transaction)
            return broken.id
        }
        outbox.wake()
        return broken
    }

    /// Every privacy officer whose role is genuine and in force. Refuses who did not prove themselves just now.
    func officersToTell(of worker: Worker) async throws -> [Officer] {
        let (accounts, now) = try await vault.data.read { transaction in
            let open = try AccountQueries.accounts(of: .staff, in: transaction).filter { $0.state == .active }
            let officers = try open.filter { account in
                try GrantQueries.genuine(of: account.id, side: .staff, vault: vault, in: transaction)
                    .contains { $0.role == .privacyOfficer && $0.isInForce(at: transaction.now) }
            }
            return (officers, transaction.now)
        }
        guard worker.isProven(at: now) else { throw CaseRefusal.proofNeeded }
        let opened = try await vault.read(
            [.emailAddress], of: accounts.map { .account($0.id) },
            access: Access(actor: .system, purpose: .delivery, ground: .colleagues))
        var officers: [Officer] = []
        for account in accounts {
            guard let text = opened[.account(account.id)]?[.emailAddress]?.value.reveal(),
                let address = EmailAddress(text)
            else { continue }
            officers.append(
                Officer(
                    keys: try await vault.keys(of: account.id), address: address, language: account.language))
        }
        guard !officers.isEmpty else { throw CaseRefusal.nobodyToTell }
        return officers
    }

    /// In the transaction of what they are told of. No name is in it: only the number of the case.
    func tell(_ officers: [Officer], of file: CaseFile, in transaction: Transaction) throws {
        for officer in officers {
            try outbox.queue(
                .breakGlass(number: file.number), to: .mail(officer.address), language: officer.language,
                keys: officer.keys, customer: nil, service: .administration, in: transaction)
        }
    }
}
