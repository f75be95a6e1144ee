public import Domain
public import Storage
public import Vault

/// Where messages wait. A message is queued in the transaction of its reason: both happen or neither does.
///
/// Recipient and words are sealed under the person's contact key and die with it (P44).
public struct Outbox: Sendable {
    public enum Refusal: Error, Hashable {
        /// This kind of message does not go that way.
        case wrongChannel(MessageKind, Message.Channel)
    }

    private let vault: Vault
    private let writer: MessageWriter
    private let terms: MessageTerms
    private let wakeUp: WakeUp

    /// Refuses a statement that says nothing about how long messages and codes last.
    public init(vault: Vault, statement: Statement, site: PublicSite, wakeUp: WakeUp) throws {
        self.vault = vault
        self.wakeUp = wakeUp
        terms = try MessageTerms(statement)
        writer = MessageWriter(controller: statement.controller, site: site, secretTerm: terms.secret)
    }

    /// Writes the words, seals them and queues them. Call `wake` after the transaction, and it goes at once.
    ///
    /// - Refuses a person whose contact key is destroyed.
    @discardableResult
    public func queue(
        _ topic: MessageTopic, to address: MessageAddress, language: Language, keys: PersonKeys,
        customer: Customer.ID?, service: Service, in transaction: Transaction
    ) throws -> Message.ID {
        guard let words = writer.words(topic, by: address.channel, in: language),
            let envelope = MessageEnvelope(address: address, words: words)
        else { throw Refusal.wrongChannel(topic.kind, address.channel) }
        guard let key = keys.keyID(.contact),
            try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", key) == nil
        else { throw VaultError.noSuchPerson }
        let id = Message.ID.random()
        try MessageQueries.insert(
            QueuedMessage(
                id: id, person: keys.person, customer: customer, service: service, key: key, kind: topic.kind,
                channel: address.channel, language: language,
                sealed: try vault.sealMessage(envelope.bytes, id: id, keys: keys),
                useless: terms.useless(topic.kind, queuedAt: transaction.now)),
            in: transaction)
        return id
    }

    /// Messages wait: send them now.
    public func wake() {
        wakeUp.ring()
    }
}

/// A message as it is put in the outbox.
struct QueuedMessage {
    let id: Message.ID
    let person: Person.ID
    /// Nothing for BuenO's own people.
    let customer: Customer.ID?
    let service: Service
    let key: PersonKey.ID
    let kind: MessageKind
    let channel: Message.Channel
    let language: Language
    let sealed: [UInt8]
    /// Not sent any more after this.
    let useless: Moment
}
