public import Domain
import Storage
public import Vault

/// A processor and how much was handed to it lately.
public struct ProcessorFigures: Sendable {
    public let processor: Processor
    /// In the last 30 days.
    public let transfers: Int

    public init(processor: Processor, transfers: Int) {
        self.processor = processor
        self.transfers = transfers
    }
}

/// The companies that carry what we send, as the settings name them; each change is kept (P31).
public struct Processors: Sendable {
    private let data: Database

    public init(vault: Vault) {
        data = vault.data
    }

    /// Part of every start: what changed since the last one ends the processor before it. Who is not named any more
    /// carries nothing from now on.
    func record(_ declared: [Processor.Declaration]) async throws {
        try await data.write { transaction in
            for channel in Message.Channel.allCases {
                let wanted = declared.first { $0.channel == channel }
                let current = try ProcessorQueries.current(channel, in: transaction)
                guard current?.declaration != wanted else { continue }
                try ProcessorQueries.end(channel, in: transaction)
                if let wanted { try ProcessorQueries.insert(wanted, in: transaction) }
            }
        }
    }

    /// Those in force first, then the newest.
    public func list() async throws -> [ProcessorFigures] {
        try await data.read { transaction in
            try ProcessorQueries.all(in: transaction).map { processor in
                ProcessorFigures(
                    processor: processor,
                    transfers: try ProcessorQueries.transfers(
                        to: processor.id, since: transaction.now - .days(30), in: transaction))
            }
        }
    }

    public func processor(_ id: Processor.ID) async throws -> Processor? {
        try await data.read { try ProcessorQueries.processor(id, in: $0) }
    }
}

/// The one door through which personal data leaves: it names the recipient, the basis and the agreement, or lets
/// nothing out (P31).
struct TransferDoor: Sendable {
    let statement: Statement

    /// Whom something is handed to.
    struct Way: Sendable {
        fileprivate let recipient: Recipient
        fileprivate let processor: Processor
    }

    /// Nothing when nobody with an agreement in force carries this: then nothing may leave.
    func way(
        _ activity: Activity, for purpose: Purpose, by channel: Message.Channel, in transaction: Transaction
    ) throws -> Way? {
        guard let recipient = statement.recipient(of: activity, for: purpose, by: channel),
            let processor = try ProcessorQueries.current(channel, in: transaction),
            processor.carries(at: transaction.now)
        else { return nil }
        return Way(recipient: recipient, processor: processor)
    }

    /// Writes to whom the act of this leaf hands its data, in the transaction of that leaf.
    func note(_ way: Way, of logged: Logged, in transaction: Transaction) throws {
        try ProcessorQueries.insert(
            leaf: logged.leaf, to: way.processor.id, as: way.recipient.id, in: transaction)
    }
}
