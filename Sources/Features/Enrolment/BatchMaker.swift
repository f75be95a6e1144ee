import Domain
import Storage
public import Vault

/// Makes the codes of batches that were ordered, in the background.
///
/// The row of a batch says how far it is, so after a crash making goes on where it was; and each chunk is a transaction
/// of its own, so others write in between.
public struct BatchMaker: Sendable {
    private let vault: Vault
    /// Rings when there is something to make.
    public let wakeUps: WakeUp
    private static let batchesMax = 8
    private static let chunksMax = 8

    public init(vault: Vault, wakeUps: WakeUp = WakeUp()) {
        self.vault = vault
        self.wakeUps = wakeUps
    }

    /// One round: a bounded number of chunks for each batch, and another round when something is left.
    /// - Returns whether something is left.
    @discardableResult
    public func run() async throws -> Bool {
        let batches = try await vault.data.read { try BatchQueries.making(limit: Self.batchesMax, in: $0) }
        for batch in batches { try await advance(batch, chunksMax: Self.chunksMax) }
        let isLeft = try await vault.data.read { try !BatchQueries.making(limit: 1, in: $0).isEmpty }
        if isLeft { wakeUps.ring() }
        return isLeft
    }

    /// Makes the next chunks of a batch.
    func advance(_ batch: BatchRow, chunksMax: Int = 1) async throws {
        var batch = batch
        guard let download = try await download(of: batch) else {
            return try await set(.stopped, batch)
        }
        for _ in 0..<chunksMax where batch.issued < batch.size {
            let count = min(CodeMaking.chunk, batch.size - batch.issued)
            // Nothing: it was stopped, or another node is at it.
            guard try await CodeMaking(vault: vault).make(count, of: batch, for: download) != nil else {
                return
            }
            batch = batch.with(issued: batch.issued + count)
        }
        if batch.issued >= batch.size { try await set(.done, batch) }
    }

    private func set(_ state: CodeBatch.State, _ batch: BatchRow) async throws {
        _ = try await vault.data.write { try BatchQueries.set(state, of: batch.id, from: .making, in: $0) }
    }

    /// Where its codes wait. Nothing once their day is over: codes that nobody could read are not made.
    private func download(of batch: BatchRow) async throws -> (id: BatchDownload.ID, key: DownloadKey)? {
        let open = try await vault.data.read {
            try BatchDownloads.open(of: batch.id, customer: batch.customer, in: $0).first
        }
        guard let open, let key = try await vault.downloadKey(open.key) else { return nil }
        return (open.id, key)
    }
}
