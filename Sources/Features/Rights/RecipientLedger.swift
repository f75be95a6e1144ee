public import Domain
import Storage
import Vault

/// A recipient that must still hear of something, as who tells it needs to know: what was done, which kinds of data, and
/// the numbers under which it carried messages. Nobody can be found with it here.
public struct OpenNotice: Sendable {
    public let id: RecipientNotice.ID
    public let act: RecipientAct
    public let recipient: Recipient.ID
    public let fields: FieldSet
    public let made: Moment
    public let messages: [Message.ID]

    public init(
        id: RecipientNotice.ID, act: RecipientAct, recipient: Recipient.ID, fields: FieldSet, made: Moment,
        messages: [Message.ID]
    ) {
        self.id = id
        self.act = act
        self.recipient = recipient
        self.fields = fields
        self.made = made
        self.messages = messages
    }
}

/// Telling recipients (P63). Today these are carriers of mail and text messages: they keep a delivery log for a while,
/// and are asked to correct or clear what they have under the numbers of those messages.
public struct RecipientLedger: Sendable {
    private let vault: Vault
    private static let listed = 200

    init(vault: Vault) {
        self.vault = vault
    }

    /// What waits longest first, and how many wait in all.
    public func open() async throws -> (notices: [OpenNotice], count: Int) {
        try await vault.data.read { transaction in
            let rows = try transaction.rows(
                """
                SELECT notice_id, act, recipient, fields, made_at FROM recipient_notice
                WHERE told_at IS NULL ORDER BY made_at, notice_id LIMIT $1
                """, Self.listed)
            let count = try transaction.row("SELECT COUNT(*) FROM recipient_notice WHERE told_at IS NULL")
            return (
                try rows.map { row in
                    let id: RecipientNotice.ID = try row.id(0)
                    return OpenNotice(
                        id: id, act: try row.word(1), recipient: try row.text(2),
                        fields: FieldSet(rawValue: try row.int(3)), made: try row.moment(4),
                        messages: try transaction.rows(
                            "SELECT message_id FROM recipient_notice_message WHERE notice_id = $1", id
                        ).map { try $0.id(0) })
                }, Int(try count?.int(0) ?? 0)
            )
        }
    }

    /// Somebody told this recipient of everything that is waiting up to now.
    /// - Returns how many.
    @discardableResult
    public func told(_ recipient: Recipient.ID, until: Moment, by worker: Worker) async throws -> Int {
        guard worker.actor(in: [.fieldOperator]) != nil else { throw CaseRefusal.notNeeded }
        return try await vault.data.write { transaction in
            try transaction.execute(
                """
                UPDATE recipient_notice SET told_at = $3, told_by = $4
                WHERE recipient = $1 AND made_at <= $2 AND told_at IS NULL
                """, recipient, until, transaction.now, worker.account)
        }
    }
}

/// Requests and notices whose term has passed.
enum RightsSweep {
    static func run(_ term: CalendarTerm, vault: Vault, in transaction: Transaction) throws {
        let end = term.start(endingAt: transaction.now)
        let requests = try vault.expireRequests(endedBy: end, in: transaction)
        let notices = try transaction.execute("DELETE FROM recipient_notice WHERE told_at <= $1", end)
        try DestructionLedger.add(
            .rightsRequest, destroyed: requests.destroyed + notices, kept: requests.kept, in: transaction)
    }
}
