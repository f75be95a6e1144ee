public import Domain
import Storage
public import Vault

/// What a customer's people order: one code or very many.
public struct BatchOrder: Sendable {
    public let count: Int
    public let lastDay: CalendarDay
    /// The name of the batch, for the customer's own use.
    public let reason: String
    /// Nothing: the only one there is.
    public let contract: Contract.ID?
    /// For whom a single code is, as a mark that says nothing to us.
    public let mark: IssueMark?

    public init(
        count: Int, lastDay: CalendarDay, reason: String, contract: Contract.ID? = nil, mark: IssueMark? = nil
    ) {
        self.count = count
        self.lastDay = lastDay
        self.reason = reason
        self.contract = contract
        self.mark = mark
    }
}

/// Orders of codes in the customer's portal. Few are made at once; many in the background.
public struct BatchOrders: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let maker: BatchMaker

    public init(vault: Vault, statements: Statements, maker: BatchMaker) {
        self.vault = vault
        self.statements = statements
        self.maker = maker
    }

    /// Under which agreements this worker's customer can make codes now.
    public func contracts(for worker: Worker) async throws -> [Contract] {
        let (customer, _) = try worker.makingCodes()
        return try await vault.data.read { try BatchQueries.contracts(of: customer, in: $0) }
    }

    /// Opens a batch whose codes will wait, sealed, to be downloaded. When it returns, a small one is whole.
    public func place(_ order: BatchOrder, by worker: Worker) async throws -> CodeBatch.ID {
        let (customer, access) = try worker.makingCodes()
        guard (1...CodeBatch.codesMax).contains(order.count) else { throw BatchRefusal.countOutOfRange }
        let reason = try order.reason.checkedReason()
        let term = try statements.current.term(of: .codeDownload)
        let key = try await vault.makeDownloadKey()
        let batch = try await vault.data.write { transaction in
            let batch = try CodeBatches.open(
                order.count, contract: try contract(order.contract, of: customer, in: transaction),
                expires: order.lastDay.end, reason: reason, state: .making, vault: vault, access: access,
                in: transaction)
            try BatchDownloads.insert(
                .random(), key: key, batch: batch, firstLetter: 1, term: term, in: transaction)
            if order.count == 1, let mark = order.mark {
                try IssueMarks.insert(
                    mark, batch: batch.id, letter: 1, customer: customer, vault: vault, in: transaction)
            }
            return batch
        }
        if order.count <= CodeMaking.chunk {
            try await maker.advance(batch)
        } else {
            maker.wakeUps.ring()
        }
        return batch.id
    }

    /// Ends the making of a batch: it has the letters that there are.
    public func stop(_ batch: CodeBatch.ID, by worker: Worker) async throws {
        let (customer, _) = try worker.makingCodes()
        try await vault.data.write { transaction in
            _ = try BatchQueries.batch(batch, of: customer, in: transaction)
            _ = try BatchQueries.set(.stopped, of: batch, from: .making, in: transaction)
        }
    }

    private func contract(
        _ asked: Contract.ID?, of customer: Customer.ID, in transaction: Transaction
    ) throws -> Contract.ID {
        let active = try BatchQueries.contracts(of: customer, in: transaction)
        guard let asked else {
            guard let only = active.first, active.count == 1 else {
                throw active.isEmpty ? BatchRefusal.contractEnded : BatchRefusal.unknownContract
            }
            return only.id
        }
        // Another customer's agreement does not exist here.
        guard active.contains(where: { $0.id == asked }) else { throw BatchRefusal.unknownContract }
        return asked
    }
}
