/// The register of processing activities (article 30 of the GDPR), as far as some services go: made of the statement
/// that the policy enforces, so that it cannot say anything else than what is done (P82).
public struct ProcessingRegister: Sendable {
    /// One activity with everything that a register asks of it.
    public struct Entry: Sendable {
        public let activity: ProcessingActivity
        public let controller: String
        public let purpose: Wording
        public let basis: Wording
        /// How long what it touches is kept, and from which event.
        public let terms: [RetentionRule]
        /// Where the data comes from; nothing when it touches none.
        public let origin: Wording?
        public let recipients: [Wording]
        public let fields: [Wording]

        public var id: ProcessingActivity.ID { activity.id }
        public var name: Wording { activity.name }
    }

    public let statementVersion: Int
    public let entries: [Entry]

    /// Of the services that the statement offers: what is not offered is refused, and so not done.
    public init(_ statement: Statement, services: Set<Service>) {
        statementVersion = statement.version
        let offered = statement.services.filter { $0.isOffered && services.contains($0.service) }
        let ids = Set(offered.map(\.service))
        entries = statement.activities.filter { !ids.isDisjoint(with: $0.services) }.map { activity in
            Entry(
                activity: activity, controller: statement.controller.line,
                purpose: statement.vocabulary.words(activity.purpose).name,
                basis: statement.vocabulary.words(activity.basis),
                terms: activity.categoriesKept.compactMap(statement.rule),
                origin: activity.fields.isEmpty
                    ? nil : offered.first { activity.services.contains($0.service) }?.origin,
                recipients: activity.recipients.compactMap { id in
                    statement.recipients.first { $0.id == id }?.name
                },
                fields: activity.fields.fields.map { statement.vocabulary.words($0).name })
        }
    }

    /// The entry under which something was done; nothing when the register does not have it.
    public func entry(for leaf: LogLeaf) -> Entry? {
        entries.first { entry in
            let activity = entry.activity
            return activity.activity == leaf.activity && activity.purpose == leaf.purpose
                && activity.basis == leaf.basis && activity.acts.contains(leaf.act)
                && activity.roles.contains(leaf.role) && activity.services.contains(leaf.service)
                && activity.fields.isSuperset(of: leaf.fields)
        }
    }
}

extension ProcessingActivity {
    /// What its data is kept as: as it says itself, or as its services keep what they ask.
    var categoriesKept: [RetentionCategory] {
        if !keeps.isEmpty { return keeps }
        if services.contains(.contact) { return [.contactRequest] }
        return services.contains(.administration) ? [.accountData] : [.endUserData]
    }
}
