public import Domain
import Storage
import Vault

/// Who must hear that something was corrected, erased or restricted (P63): a line in a ledger per recipient that got
/// it, in the transaction of the act. It names the act in the log and the messages a carrier knows, and nobody.
struct RecipientNotices: Sendable {
    /// One recipient that got something, with the messages it carried.
    struct Told: Sendable {
        let recipient: Recipient.ID
        let fields: FieldSet
        let messages: [Message.ID]
    }

    private static let page = 200

    /// Who got any of these fields of this person, by the log; before what is known of messages goes.
    func recipients(
        of fields: FieldSet, of keys: PersonKeys, statement: Statement, in transaction: Transaction
    ) throws -> [Told] {
        let possible = Set(
            statement.recipients.filter { !$0.fields.isDisjoint(with: fields) }.map(\.id))
        var found: Set<Recipient.ID> = []
        var (before, seen) = (Int64.max, Self.page)
        // Newest first: whoever gets messages is found within a few lines.
        while found != possible, seen == Self.page {
            let rows = try transaction.rows(
                "SELECT body, at FROM log_leaf WHERE subject = $1 AND at < $2 ORDER BY at DESC LIMIT $3",
                keys.pseudonym, before, Self.page)
            for leaf in try rows.compactMap({ LogLeaf(bytes: try $0.blob(0)) }) {
                found.formUnion(statement.recipients(of: leaf, among: fields))
            }
            seen = rows.count
            before = try rows.last?.int(1) ?? 0
        }
        return try statement.recipients.filter { found.contains($0.id) }.map { recipient in
            Told(
                recipient: recipient.id, fields: recipient.fields.intersection(fields),
                messages: try messages(of: recipient, to: keys, in: transaction))
        }
    }

    /// Writes down who must hear of the act that has just been done.
    func tell(_ told: [Told], of act: RecipientAct, leaf: LogLeaf, in transaction: Transaction) throws {
        for recipient in told {
            let id = Identifier<RecipientNotice>.random()
            try transaction.execute(
                """
                INSERT INTO recipient_notice (notice_id, leaf_id, act, recipient, fields, made_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """, id, leaf.id, act.rawValue, recipient.recipient, recipient.fields.rawValue,
                transaction.now)
            for message in recipient.messages {
                try transaction.execute(
                    "INSERT INTO recipient_notice_message (notice_id, message_id) VALUES ($1, $2)", id,
                    message)
            }
        }
    }

    /// The same for an act whose line in the log was written a moment ago, in this transaction.
    func tell(
        _ told: [Told], of act: RecipientAct, of keys: PersonKeys, in transaction: Transaction
    ) throws {
        if told.isEmpty { return }
        let leaf = try transaction.rows(
            "SELECT body FROM log_leaf WHERE subject = $1 AND at = $2", keys.pseudonym, transaction.now
        ).compactMap { LogLeaf(bytes: try $0.blob(0)) }.first { RecipientAct($0) == act }
        guard let leaf else { return }
        try tell(told, of: act, leaf: leaf, in: transaction)
    }

    private func messages(
        of recipient: Recipient, to keys: PersonKeys, in transaction: Transaction
    ) throws -> [Message.ID] {
        let channel: Message.Channel = recipient.fields.contains(FieldSet([.mobileNumber])) ? .sms : .mail
        return try transaction.rows(
            """
            SELECT message_id FROM message WHERE person_id = $1 AND channel = $2 AND state = 'sent'
            ORDER BY created_at
            """, keys.person, channel.rawValue
        ).map { try $0.id(0) }
    }
}

/// One line of the ledger, for who tells a recipient.
public enum RecipientNotice {
    public typealias ID = Identifier<RecipientNotice>
}
