import Domain
import Storage
import Vault

/// The SQL of the outbox.
///
/// `due_at` is when a message may be taken next: for a leased one that is the end of its lease, so one index
/// and one condition find both the waiting and the abandoned. `expires_at` is when a waiting message becomes
/// useless, and for a settled one when it must be gone.
enum MessageQueries {
    static func insert(_ message: QueuedMessage, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO message (message_id, person_id, customer_id, service, key_id, kind, channel, language,
                sealed, state, attempts, due_at, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $12, 0, $10, $10, $11)
            """, message.id, message.person, message.customer, message.service.rawValue, message.key,
            message.kind.rawValue, message.channel.rawValue, message.language.rawValue, message.sealed,
            transaction.now, message.expires, message.state.rawValue)
    }

    /// The messages that wait longest, a few: workers pick by chance, so that they seldom pick the same.
    static func due(limit: Int, in transaction: Transaction) throws -> [DueMessage] {
        try transaction.rows(
            """
            SELECT message_id, person_id, kind, channel, attempts, expires_at,
                CASE WHEN sealed IS NULL OR EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = message.key_id)
                THEN 1 ELSE 0 END, service
            FROM message WHERE state IN ('queued', 'leased') AND due_at <= $1 ORDER BY due_at LIMIT $2
            """, transaction.now, limit
        ).map { row in
            DueMessage(
                id: try row.id(0), person: try row.id(1), kind: try row.word(2), channel: try row.word(3),
                isTooLate: try row.int(4) >= RetrySchedule.attemptsMax || row.moment(5) <= transaction.now,
                isUnreadable: try row.int(6) == 1, service: try row.word(7))
        }
    }

    /// Takes one message if it may still be taken: of two workers one gets it, on both engines.
    static func lease(
        _ id: Message.ID, as lease: MessageLease.ID, until end: Moment, in transaction: Transaction
    ) throws -> (sealed: [UInt8], attempts: Int64, language: Language)? {
        let row = try transaction.row(
            """
            UPDATE message SET state = 'leased', lease = $2, lease_until = $3, due_at = $3,
                attempts = attempts + 1
            WHERE message_id = $1 AND state IN ('queued', 'leased') AND due_at <= $4 AND expires_at > $4
            AND sealed IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = message.key_id)
            RETURNING sealed, attempts, language
            """, id, lease, end, transaction.now)
        return try row.map { (try $0.blob(0), try $0.int(1), try $0.word(2)) }
    }

    /// - Returns whether the lease was still ours; when not, somebody else settles the message. One that was held back
    ///   while it was on its way was sent all the same, and says so.
    static func complete(_ lease: MessageLease, gone: Moment, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE message SET state = 'sent', sent_at = $3, failure = NULL, lease = NULL, lease_until = NULL,
                expires_at = $4, sealed = CASE WHEN $5 = 1 THEN NULL ELSE sealed END
            WHERE message_id = $1 AND state IN ('leased', 'kept') AND lease = $2
            """, lease.message, lease.id, transaction.now, gone, lease.kind.isSecret ? 1 : 0) == 1
    }

    static func postpone(
        _ lease: MessageLease, until due: Moment, failure: String, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE message SET state = 'queued', due_at = $3, failure = $4, lease = NULL, lease_until = NULL
            WHERE message_id = $1 AND state = 'leased' AND lease = $2
            """, lease.message, lease.id, due, failure) == 1
    }

    /// Whether a message that was queued may no longer go: its reader chose safe contact since, or may not be written to
    /// (`MessageRoute`).
    static func isHeldBack(_ kind: MessageKind, for person: Person.ID, in transaction: Transaction) throws
        -> Bool
    {
        let isSafe = try SafeContactQueries.isOn(for: person, in: transaction)
        let isQuiet = try QuietQueries.isQuiet(person, in: transaction)
        return MessageRoute(kind, isContactSafe: isSafe, hasAddress: true, isQuiet: isQuiet) == .keep
    }

    /// Leaves a message behind its reader's own door. One on its way keeps its lease, so that its worker can still say
    /// that it went; one that was given up keeps its term.
    static func keep(_ id: Message.ID, gone: Moment, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE message SET state = 'kept', failure = NULL,
                expires_at = CASE WHEN state = 'failed' THEN expires_at ELSE $2 END
            WHERE message_id = $1 AND state IN ('queued', 'leased', 'failed') AND sealed IS NOT NULL
            """, id, gone) == 1
    }

    /// The same, by the worker who could not deliver it.
    static func keep(_ lease: MessageLease, gone: Moment, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE message SET state = 'kept', failure = NULL, expires_at = $3, lease = NULL, lease_until = NULL
            WHERE message_id = $1 AND state = 'leased' AND lease = $2
            """, lease.message, lease.id, gone) == 1
    }

    static func fail(
        _ lease: MessageLease, failure: String, gone: Moment, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE message SET state = 'failed', failure = $3, lease = NULL, lease_until = NULL,
                expires_at = $4, sealed = CASE WHEN $5 = 1 THEN NULL ELSE sealed END
            WHERE message_id = $1 AND state = 'leased' AND lease = $2
            """, lease.message, lease.id, failure, gone, lease.kind.isSecret ? 1 : 0) == 1
    }

    /// Gives up a message that nobody holds. What nobody can open is not kept.
    static func abandon(
        _ message: DueMessage, failure: AbandonReason, gone: Moment, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE message SET state = 'failed', failure = $2, lease = NULL, lease_until = NULL,
                expires_at = $3, sealed = CASE WHEN $5 = 1 THEN NULL ELSE sealed END
            WHERE message_id = $1 AND state IN ('queued', 'leased') AND due_at <= $4
            """, message.id, failure.rawValue, gone, transaction.now,
            message.kind.isSecret || failure == .unreadable ? 1 : 0) == 1
    }
}

/// A message that may be taken.
struct DueMessage: Sendable {
    let id: Message.ID
    let person: Person.ID
    let kind: MessageKind
    let channel: Message.Channel
    /// Useless by now, or tried too often: not to be sent, only to be given up.
    let isTooLate: Bool
    /// The key that sealed it is destroyed.
    let isUnreadable: Bool
    let service: Service
}

/// Why a message is given up without another try.
enum AbandonReason: String, Sendable {
    case tooLate = "too_late"
    case unreadable = "no_key"
}

/// The right of one worker to send one message, for a while.
struct MessageLease: Sendable {
    typealias ID = Identifier<MessageLease>

    let id: ID
    let message: Message.ID
    let kind: MessageKind
    let channel: Message.Channel
    let language: Language
    let attempts: Int64
    let sealed: [UInt8]
    let keys: PersonKeys
    /// The leaf that says these words leave: durable before they are opened. Nothing when nobody may carry them.
    let logged: Logged?
}
