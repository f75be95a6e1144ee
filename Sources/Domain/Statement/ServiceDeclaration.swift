/// What one service asks of whom, as the statement declares it (P10).
public struct ServiceDeclaration: Sendable {
    public let service: Service
    public let name: Wording
    public let summary: Wording
    /// A service that is declared and not yet offered lets the policy refuse everything.
    public let isOffered: Bool
    public let fields: [FieldDeclaration]
    /// Where its data comes from, for the register; nothing while it asks none.
    public let origin: Wording?

    public init(
        service: Service, name: Wording, summary: Wording, isOffered: Bool, fields: [FieldDeclaration],
        origin: Wording? = nil
    ) {
        self.service = service
        self.name = name
        self.summary = summary
        self.isOffered = isOffered
        self.fields = fields
        self.origin = origin
    }

    public var declaredFields: FieldSet { FieldSet(fields.lazy.map(\.field)) }
}

/// One field that a service asks, with what the person reads beside it (P21).
public struct FieldDeclaration: Sendable {
    public let field: Field
    public let person: PersonKind
    public let isRequired: Bool
    /// Asked of who is under sixteen alone (P18).
    public let isOfMinors: Bool
    /// Why the service needs it.
    public let why: Wording
    /// What happens when the person does not give it.
    public let whenMissing: Wording

    public init(
        field: Field, person: PersonKind, isRequired: Bool, isOfMinors: Bool = false, why: Wording,
        whenMissing: Wording
    ) {
        self.field = field
        self.person = person
        self.isRequired = isRequired
        self.isOfMinors = isOfMinors
        self.why = why
        self.whenMissing = whenMissing
    }
}
