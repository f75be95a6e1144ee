public import Domain
import Storage
import Vault

/// A paper that came by post, or that somebody gave at a desk of BuenO: sent in from a case about the child (P71), and
/// looked at by somebody else.
extension ConsentPapers {
    /// What waits for a guardian in a case of this worker; nothing where they have none, or may not bring anything in.
    public func waiting(in file: CaseFile.ID, for worker: Worker) async throws -> [WaitingConsent]? {
        try await vault.data.read { transaction in
            do {
                let child = try Self.child(of: file, for: worker, in: transaction)
                let waiting = try PaperQueries.waiting(of: child, limit: Self.listed, in: transaction)
                return waiting.isEmpty ? nil : waiting
            } catch is CaseRefusal {
                return nil
            }
        }
    }

    /// Keeps it. A case of its own is opened for that and closed with it: the child reads that somebody of BuenO sent in
    /// a paper, and opens nothing.
    public func bring(
        _ bytes: [UInt8], version: String, for id: Consent.ID, in file: CaseFile.ID, by worker: Worker,
        language: Language
    ) async throws {
        guard let actor = worker.actor(in: Self.deskRoles), worker.unsigned.isEmpty else {
            throw CaseRefusal.notNeeded
        }
        let (row, child) = try await vault.data.read { transaction in
            let child = try Self.child(of: file, for: worker, in: transaction)
            guard try !PaperQueries.waiting(of: child, only: id, limit: 1, in: transaction).isEmpty,
                let row = try ConsentQueries.guardian(of: id, in: transaction)
            else { throw GuardianRefusal.expired }
            return (row, child)
        }
        let paper = try judged(bytes, version: version, for: row.service, language: language)
        let keys = try await vault.keys(of: row.id)
        let own = try await open(about: child, consent: id, beside: file, by: worker)
        do {
            try await act(.collect, Self.paper, upon: child, by: actor, from: own) { _, transaction in
                // The guardian's own log says that it came; who sent it in stands in the child's.
                try store(
                    paper, of: row, consent: id, keys: keys, access: Self.system, by: .staff,
                    account: worker.account, in: transaction)
                try Self.close(own, in: transaction)
            }
        } catch {
            try await vault.data.write { try Self.close(own, in: $0) }
            throw error
        }
    }

    private func open(
        about child: EndUser.ID, consent: Consent.ID, beside file: CaseFile.ID, by worker: Worker
    ) async throws -> CaseFile.ID {
        try await vault.data.write { transaction in
            _ = try Self.child(of: file, for: worker, in: transaction)
            let own = Cases.file(
                .signedConsent, about: child, by: worker.account, isBreakGlass: false, at: transaction.now)
            try CaseQueries.insert(
                own, search: .random(), sentence: "Toestemming op papier, uit zaak \(CaseFile.number(file))",
                consent: consent, in: transaction)
            return own.id
        }
    }

    /// Whom an open case of this worker is about. Who is guarded is reached with the glass broken alone.
    private static func child(
        of file: CaseFile.ID, for worker: Worker, in transaction: Transaction
    ) throws -> EndUser.ID {
        guard worker.actor(in: deskRoles) != nil, worker.unsigned.isEmpty,
            let row = try CaseQueries.one(file, in: transaction)
        else { throw CaseRefusal.noCase }
        guard case .endUser(let child) = row.file.subject else { throw CaseRefusal.nobodyThere }
        try row.file.mayOpen(person: child, by: worker.account, at: transaction.now)
        guard !row.isGuarded || row.file.isBreakGlass else { throw CaseRefusal.guarded }
        return child
    }
}
