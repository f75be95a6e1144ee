import Domain
import Storage
import Vault

/// The SQL of processors and transfers.
enum ProcessorQueries {
    static func current(_ channel: Message.Channel, in transaction: Transaction) throws -> Processor? {
        try transaction.row(
            """
            SELECT processor_id, channel, name, agreement, agreed_on, country, registered_at, ended_at
            FROM processor WHERE channel = $1 AND ended_at IS NULL
            """, channel.rawValue
        ).map(processor)
    }

    static func processor(_ id: Processor.ID, in transaction: Transaction) throws -> Processor? {
        try transaction.row(
            """
            SELECT processor_id, channel, name, agreement, agreed_on, country, registered_at, ended_at
            FROM processor WHERE processor_id = $1
            """, id
        ).map(processor)
    }

    static func all(in transaction: Transaction) throws -> [Processor] {
        try transaction.rows(
            """
            SELECT processor_id, channel, name, agreement, agreed_on, country, registered_at, ended_at
            FROM processor ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, registered_at DESC, channel
            """
        ).map(processor)
    }

    private static func processor(_ row: Row) throws -> Processor {
        let agreed = try row.text(4)
        guard let agreedOn = CalendarDay(agreed) else { throw StorageError.unexpectedType(column: 4) }
        return Processor(
            id: try row.id(0),
            declaration: Processor.Declaration(
                channel: try row.word(1), name: try row.text(2), agreement: try row.text(3),
                agreedOn: agreedOn),
            location: try row.text(5), registered: try row.moment(6), ended: try row.optionalMoment(7))
    }

    static func insert(_ declaration: Processor.Declaration, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO processor (processor_id, channel, name, agreement, agreed_on, country, registered_at)
            VALUES ($1, $2, $3, $4, $5, 'NL', $6)
            """, Processor.ID.random(), declaration.channel.rawValue, declaration.name, declaration.agreement,
            declaration.agreedOn.description, transaction.now)
    }

    static func end(_ channel: Message.Channel, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE processor SET ended_at = $2 WHERE channel = $1 AND ended_at IS NULL", channel.rawValue,
            transaction.now)
    }

    static func insert(
        leaf: LogLeaf, to processor: Processor.ID, as recipient: Recipient.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO transfer (leaf_id, processor_id, recipient, basis, at) VALUES ($1, $2, $3, $4, $5)",
            leaf.id, processor, recipient, leaf.basis.rawValue, leaf.at)
    }

    static func transfers(
        to processor: Processor.ID, since moment: Moment, in transaction: Transaction
    ) throws -> Int {
        Int(
            try transaction.row(
                "SELECT COUNT(*) FROM transfer WHERE processor_id = $1 AND at >= $2", processor, moment)?.int(
                    0)
                ?? 0)
    }
}
