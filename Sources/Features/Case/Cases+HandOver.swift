public import Domain
import Storage
import Vault

/// A colleague who could hold a case.
public struct CaseColleague: Sendable {
    public let id: Account.ID
    public let name: Sensitive<String>
}

extension Cases {
    /// Who could take this case: a role that its reason allows, genuine and in force, and everything signed.
    /// Each name that is shown stands in the log.
    public func colleagues(for id: CaseFile.ID, by worker: Worker) async throws -> [CaseColleague] {
        let ids = try await vault.data.read { transaction -> [Account.ID] in
            guard let row = try CaseQueries.one(id, in: transaction) else { throw CaseRefusal.noCase }
            guard row.file.holder == worker.account else { throw CaseRefusal.notYours }
            return try AccountQueries.accounts(of: .staff, in: transaction).map(\.id).filter {
                try $0 != worker.account && mayHold(row.file.reason, $0, in: transaction)
            }
        }
        let opened = try await vault.read(
            [.fullName], of: ids.map { .account($0) },
            access: Accounts.access(worker, side: .staff, activityOf: .delivery))
        return ids.compactMap { id in
            opened[.account(id)]?[.fullName].map { CaseColleague(id: id, name: $0.value) }
        }
    }

    /// From now on a colleague holds it: who had it opens nothing from it any more.
    public func handOver(_ id: CaseFile.ID, to account: Account.ID, by worker: Worker) async throws {
        try await change(id) { file, transaction in
            guard file.holder == worker.account else { throw CaseRefusal.notYours }
            try file.requireOpen(at: transaction.now)
            guard try account != worker.account && mayHold(file.reason, account, in: transaction) else {
                throw CaseRefusal.unknownColleague
            }
            try CaseQueries.handOver(id, to: account, in: transaction)
            try CaseQueries.step(.handedOver, of: id, by: worker.account, sentence: nil, in: transaction)
        }
    }

    private func mayHold(
        _ reason: CaseReason, _ id: Account.ID, in transaction: Transaction
    ) throws -> Bool {
        guard let account = try AccountQueries.account(id, in: transaction), account.side == .staff,
            account.state == .active
        else { return false }
        let signed = try DutyQueries.signed(by: id, in: transaction)
        guard statements.current.duties.unsigned(given: signed).isEmpty else { return false }
        return try GrantQueries.genuine(of: id, side: .staff, vault: vault, in: transaction).contains {
            $0.isInForce(at: transaction.now) && !fields(of: reason, role: $0.role).isEmpty
        }
    }
}
