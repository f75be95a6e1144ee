public import Domain
internal import Storage
public import Vault

/// A line in the list of messages that a person got.
public struct MessageSummary: Sendable {
    public let id: Message.ID
    public let kind: MessageKind
    public let channel: Message.Channel
    public let state: Message.State
    /// When it was written.
    public let at: Moment
    public let sent: Moment?
    /// When it goes; nothing while it waits to be sent.
    public let gone: Moment?
    /// Its words are kept and may be shown: never those of a code or link.
    public let isReadable: Bool
}

/// A message to be read again by the person who got it. The words print nothing.
public struct ReadableMessage: Sendable {
    public let summary: MessageSummary
    public let language: Language
    public let title: String
    public let text: Sensitive<String>
}

/// The messages of one person, for that person.
public struct PersonMessages: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Newest first; `before` is the moment of the last line of the page before. Opens nothing.
    public func list(for signedIn: SignedIn, before: Moment? = nil, limit: Int = 20) async throws
        -> [MessageSummary]
    {
        try await list(of: signedIn.person, before: before, limit: limit)
    }

    /// The words of one message; nothing when there is none, or when they are a secret or gone.
    public func open(_ id: Message.ID, for signedIn: SignedIn) async throws -> ReadableMessage? {
        try await open(id, of: signedIn.person, access: signedIn.access(.communication))
    }

    public func count(of person: EndUser.ID) async throws -> Int64 {
        try await vault.data.read { transaction in
            try transaction.row("SELECT COUNT(*) FROM message WHERE person_id = $1", person)?.int(0) ?? 0
        }
    }

    func list(of person: Identifier<some Any>, before: Moment? = nil, limit: Int = 20) async throws
        -> [MessageSummary]
    {
        try await vault.data.read { [vault] transaction in
            let locked = try vault.legalLocks(on: person, in: transaction)[.contact]?.placed
            return try transaction.rows(
                """
                SELECT message_id, kind, channel, state, created_at, sent_at, expires_at,
                    CASE WHEN sealed IS NULL THEN 0 ELSE 1 END, language
                FROM message WHERE person_id = $1 AND created_at < $2
                ORDER BY created_at DESC, message_id LIMIT $3
                """, person, before?.milliseconds ?? Int64.max, limit
            ).map { try Self.summary($0, locked: locked) }
        }
    }

    /// Opens the words of one message, after the leaf of this read is durable (fail closed).
    ///
    /// - Nothing when there is no such message for this person, or when its words are a secret or gone.
    /// - P43: under a lock on their contact data what was written before it stays shut. What waits since then holds no
    ///   address, so that they can be told why nothing comes.
    /// - Refuses anyone but the person.
    func open(_ id: Message.ID, of person: EndUser.ID, access: Access) async throws -> ReadableMessage? {
        let keys = try await vault.keys(of: person)
        guard access.ground == .ownData, access.actor.pseudonym == keys.pseudonym else {
            throw VaultError.notYours
        }
        let found = try await vault.data.write { [vault] transaction -> Found? in
            let row = try transaction.row(
                """
                SELECT message_id, kind, channel, state, created_at, sent_at, expires_at,
                    CASE WHEN sealed IS NULL THEN 0 ELSE 1 END, language, sealed, service
                FROM message WHERE message_id = $1 AND person_id = $2
                AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = message.key_id)
                """, id, person)
            guard let row else { return nil }
            let locked = try vault.legalLocks(on: person, in: transaction)[.contact]?.placed
            let summary = try Self.summary(row, locked: locked)
            guard summary.isReadable else { return nil }
            let logged = try vault.record(
                Processing(
                    .read, .message, service: try row.word(10),
                    fields: locked == nil ? FieldSet([summary.channel.field]) : .none,
                    subject: keys.pseudonym),
                access: access, in: transaction)
            return Found(summary: summary, language: try row.word(8), sealed: try row.blob(9), logged: logged)
        }
        guard let found else { return nil }
        let bytes = try vault.openMessage(found.sealed, id: id, keys: keys, logged: found.logged)
        guard let envelope = MessageEnvelope(bytes: bytes.reveal()) else { throw VaultError.damaged }
        return found.readable(envelope.words.reveal())
    }

    private struct Found {
        let summary: MessageSummary
        let language: Language
        let sealed: [UInt8]
        let logged: Logged

        func readable(_ words: MessageWords) -> ReadableMessage {
            switch words {
            case .sms(let text):
                ReadableMessage(
                    summary: summary, language: language, title: summary.kind.title(in: language),
                    text: Sensitive(text))
            case .mail(let content):
                ReadableMessage(
                    summary: summary, language: language, title: content.subject,
                    text: Sensitive(content.text))
            }
        }
    }

    /// - `locked`: since when the law has the contact data locked.
    private static func summary(_ row: Row, locked: Moment?) throws -> MessageSummary {
        let (kind, state, created): (MessageKind, Message.State, Moment) = (
            try row.word(1), try row.word(3), try row.moment(4)
        )
        let isShut = locked.map { created <= $0 || state != .kept } ?? false
        let hasWords = try row.int(7) == 1 && !isShut
        return MessageSummary(
            id: try row.id(0), kind: kind, channel: try row.word(2), state: state, at: created,
            sent: try row.optionalMoment(5),
            gone: state == .queued || state == .leased ? nil : try row.moment(6),
            isReadable: !kind.isSecret && hasWords)
    }
}
