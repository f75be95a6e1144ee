/// The privacy statement as data: what the engine, the forms, the page, the register and the proof all read.
public struct Statement: Sendable {
    /// Counts up; every old version stays readable (P80).
    public let version: Int
    /// SHA-256 of the document's bytes, in hexadecimal.
    public let hash: String
    public let effectiveFrom: Moment
    public let controller: Controller
    public let services: [ServiceDeclaration]
    public let activities: [ProcessingActivity]
    public let recipients: [Recipient]
    public let retention: [RetentionRule]
    /// How customers confirm who qualifies (P15).
    public let confirmation: ConfirmationRules
    /// What BuenO's own people sign (P72, P73).
    public let duties: [DutyText]
    /// What guardians say yes to (P18).
    public let consents: [ConsentText]
    public let vocabulary: StatementVocabulary
    public let promises: [PromiseWording]
    public let oneMinute: [StatementPoint]
    public let sections: [StatementSection]
    public let policy: Policy

    public init(
        version: Int, hash: String, effectiveFrom: Moment, controller: Controller,
        services: [ServiceDeclaration], activities: [ProcessingActivity], recipients: [Recipient],
        retention: [RetentionRule], confirmation: ConfirmationRules, duties: [DutyText],
        consents: [ConsentText],
        vocabulary: StatementVocabulary, promises: [PromiseWording],
        oneMinute: [StatementPoint], sections: [StatementSection]
    ) {
        self.version = version
        self.hash = hash
        self.effectiveFrom = effectiveFrom
        self.controller = controller
        self.services = services
        self.activities = activities
        self.recipients = recipients
        self.retention = retention
        self.confirmation = confirmation
        self.duties = duties
        self.consents = consents
        self.vocabulary = vocabulary
        self.promises = promises
        self.oneMinute = oneMinute
        self.sections = sections
        policy = Policy(services: services, activities: activities, duties: duties)
    }

    public func service(_ service: Service) -> ServiceDeclaration? {
        services.first { $0.service == service }
    }

    /// Nothing for a service that somebody under sixteen cannot get.
    public func consent(for service: Service) -> ConsentText? { consents.first { $0.service == service } }

    /// Nothing when this version keeps no such category.
    public func rule(for category: RetentionCategory) -> RetentionRule? {
        retention.first { $0.category == category }
    }

    /// Whom the register lets carry what is sent for this: named by the entry of the activity, for the same purpose.
    public func recipient(
        of activity: Activity, for purpose: Purpose, by channel: Message.Channel
    ) -> Recipient? {
        let named = activities.filter {
            $0.activity == activity && $0.purpose == purpose && $0.acts.contains(.send)
        }.flatMap(\.recipients)
        return recipients.first {
            $0.channel == channel && $0.purpose == purpose && named.contains($0.id)
        }
    }

    public func wording(of promise: Promise) -> PromiseWording? {
        promises.first { $0.promise == promise }
    }
}

/// What the public reads of one promise. One that is not built yet is not published as if it were.
public struct PromiseWording: Sendable {
    public let promise: Promise
    public let title: Wording
    public let text: Wording
    public let isBuilt: Bool

    public init(promise: Promise, title: Wording, text: Wording, isBuilt: Bool) {
        self.promise = promise
        self.title = title
        self.text = text
        self.isBuilt = isBuilt
    }
}

/// A point of the one-minute version: a bold line and a sentence.
public struct StatementPoint: Sendable {
    public let title: Wording
    public let text: Wording

    public init(title: Wording, text: Wording) {
        self.title = title
        self.text = text
    }
}

/// A chapter of the full text. Tables of fields, terms and recipients come from the data beside it.
public struct StatementSection: Sendable {
    public enum ID: String, CaseIterable, Sendable {
        case whoWeAre = "who_we_are"
        case whichData = "which_data"
        case why
        case howLong = "how_long"
        case whoGetsIt = "who_gets_it"
        case police
        case yourRights = "your_rights"
        case security
    }

    public let id: ID
    public let title: Wording
    public let paragraphs: [Wording]
    public let promises: [Promise]

    public init(id: ID, title: Wording, paragraphs: [Wording], promises: [Promise]) {
        self.id = id
        self.title = title
        self.paragraphs = paragraphs
        self.promises = promises
    }
}
