public import Domain
import Storage
public import Vault

/// How the outbox stands, in counts.
public struct OutboxState: Sendable {
    public let waiting: Int
    /// Since when the one that waits longest does.
    public let oldestDue: Moment?
    /// In the last 30 days.
    public let sent: Int
    public let failed: Int

    /// What waits longer needs a person.
    public static let patience = Moment.Span.minutes(15)

    public func isLate(at now: Moment) -> Bool { oldestDue.map { now - $0 > Self.patience } ?? false }
}

/// A message that did not arrive. Nothing in it leads to a person but a random number.
public struct DeadLetter: Sendable {
    public let id: Message.ID
    public let kind: MessageKind
    public let channel: Message.Channel
    public let at: Moment
    public let attempts: Int
    /// What the gateway said, as a code: never its words.
    public let failure: String
    /// A code or link is useless by now, a message whose term has passed has no words left, and who chose safe
    /// contact is sent nothing by itself.
    public let canBeRetried: Bool
}

/// The outbox as BuenO's own people see it: how much waits, and what did not arrive. It opens no message.
public struct MessageOffice: Sendable {
    private let vault: Vault
    private let outbox: Outbox

    public init(vault: Vault, outbox: Outbox) {
        self.vault = vault
        self.outbox = outbox
    }

    public func state() async throws -> OutboxState {
        try await vault.data.read { transaction in
            let since = transaction.now - .days(30)
            let waiting = try transaction.row(
                """
                SELECT COUNT(*), MIN(due_at) FROM message
                WHERE state IN ('queued', 'leased') AND due_at <= $1
                """, transaction.now)
            let count = { (sql: SQL) in
                Int(try transaction.row(sql, since)?.int(0) ?? 0)
            }
            return OutboxState(
                waiting: Int(try waiting?.int(0) ?? 0), oldestDue: try waiting?.optionalMoment(1),
                sent: try count("SELECT COUNT(*) FROM message WHERE state = 'sent' AND created_at > $1"),
                failed: try count("SELECT COUNT(*) FROM message WHERE state = 'failed' AND created_at > $1"))
        }
    }

    /// Newest first; `before` is the moment of the last line of the page before.
    public func deadLetters(before: Moment?, limit: Int = 50) async throws -> [DeadLetter] {
        try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT message_id, kind, channel, created_at, attempts, failure,
                    CASE WHEN sealed IS NULL OR EXISTS (
                        SELECT 1 FROM end_user u WHERE u.end_user_id = message.person_id AND u.safe_contact = 1)
                    THEN 0 ELSE 1 END
                FROM message WHERE state = 'failed' AND created_at < $1 ORDER BY created_at DESC LIMIT $2
                """, before?.milliseconds ?? Int64.max, limit
            ).map { row in
                let kind: MessageKind = try row.word(1)
                return DeadLetter(
                    id: try row.id(0), kind: kind, channel: try row.word(2), at: try row.moment(3),
                    attempts: Int(try row.int(4)), failure: try row.optionalText(5) ?? "",
                    canBeRetried: try row.int(6) == 1 && !kind.isSecret)
            }
        }
    }

    /// Tries again what was given up, as long as a new message is tried. False when it cannot be, or somebody else
    /// just did.
    public func retry(_ id: Message.ID) async throws -> Bool {
        let until = MessageTerms.tried
        let changed = try await vault.data.write { transaction in
            try transaction.execute(
                """
                UPDATE message SET state = 'queued', attempts = 0, due_at = $2, expires_at = $3, failure = NULL
                WHERE message_id = $1 AND state = 'failed' AND sealed IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = message.key_id)
                AND NOT EXISTS (
                    SELECT 1 FROM end_user u WHERE u.end_user_id = message.person_id AND u.safe_contact = 1)
                """, id, transaction.now, until.end(from: transaction.now))
        }
        if changed == 1 { outbox.wake() }
        return changed == 1
    }
}
