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
        /// A code or link for somebody who cannot be reached.
        case nowhereToGo(MessageKind)
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

    /// Writes the words, seals them and queues them. Call `wake` after the transaction, and it goes at once. What the
    /// person does not want to be sent, or has no address for, is kept for them to read instead (`MessageRoute`).
    ///
    /// - Refuses a person whose contact key is destroyed.
    @discardableResult
    public func queue(
        _ topic: MessageTopic, to address: MessageAddress?, language: Language, keys: PersonKeys,
        customer: Customer.ID?, service: Service, in transaction: Transaction
    ) throws -> Message.ID {
        let isContactSafe = try SafeContactQueries.isOn(for: keys.person, in: transaction)
        guard
            let route = MessageRoute(
                topic.kind, isContactSafe: isContactSafe, hasAddress: address != nil,
                isQuiet: try QuietQueries.isQuiet(keys.person, in: transaction))
        else { throw Refusal.nowhereToGo(topic.kind) }
        let channel = address?.channel ?? topic.kind.usualChannel
        guard
            let words = writer.words(
                topic, by: channel, in: language, isNeutral: route == .sendNeutrally),
            let envelope = MessageEnvelope(address: route == .keep ? nil : address, words: words)
        else { throw Refusal.wrongChannel(topic.kind, channel) }
        guard let key = keys.keyID(.contact),
            try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", key) == nil
        else { throw VaultError.noSuchPerson }
        let id = Message.ID.random()
        try MessageQueries.insert(
            QueuedMessage(
                id: id, person: keys.person, customer: customer, service: service, key: key, kind: topic.kind,
                channel: channel, language: language,
                sealed: try vault.sealMessage(envelope.bytes, id: id, keys: keys),
                state: route == .keep ? .kept : .queued,
                expires: route == .keep
                    ? terms.kept.end(from: transaction.now)
                    : terms.useless(topic.kind, queuedAt: transaction.now)),
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
    let state: Message.State
    /// Not sent any more after this; or gone, when it is kept.
    let expires: Moment
}
