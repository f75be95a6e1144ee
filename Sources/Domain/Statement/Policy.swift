/// Decides whether a processing is allowed, purely from what the statement declares (P10, P11).
public struct Policy: Sendable {
    private let services: [Service: ServiceDeclaration]
    private let activities: [ProcessingActivity]
    private let index: [Question: [Answer]]
    /// What BuenO's own people must have signed before anything opens for them (P72, P73).
    public let duties: [DutyText]

    public init(
        services: [ServiceDeclaration], activities: [ProcessingActivity], duties: [DutyText]
    ) {
        self.duties = duties
        self.services = Dictionary(services.map { ($0.service, $0) }, uniquingKeysWith: { first, _ in first })
        self.activities = activities
        var index: [Question: [Answer]] = [:]
        for activity in activities {
            for act in activity.acts {
                for role in activity.roles {
                    for service in activity.services {
                        let question = Question(
                            act: act, purpose: activity.purpose, role: role, service: service)
                        index[question, default: []].append(
                            Answer(fields: activity.fields, activity: activity))
                    }
                }
            }
        }
        self.index = index
    }

    /// The legal basis for this act, or a refusal. `fields` are those touched, and may be none.
    ///
    /// - `activity`: as part of what. Leave to act in one activity is no leave to act in another.
    public func basis(
        activity: Activity, act: ProcessingAct, purpose: Purpose, role: Role, service: Service,
        fields: FieldSet
    ) throws(PolicyRefusal) -> LegalBasis {
        try entry(
            activity: activity, act: act, purpose: purpose, role: role, service: service, fields: fields
        ).basis
    }

    /// The register entry that allows this act: the first of the document that covers every field.
    public func entry(
        activity: Activity, act: ProcessingAct, purpose: Purpose, role: Role, service: Service,
        fields: FieldSet
    ) throws(PolicyRefusal) -> ProcessingActivity {
        guard let declaration = services[service], declaration.isOffered else {
            throw .serviceNotOffered
        }
        let undeclared = fields.subtracting(declaration.declaredFields)
        guard undeclared.isEmpty else { throw .fieldNotDeclared(undeclared) }

        let answers = index[Question(act: act, purpose: purpose, role: role, service: service)] ?? []
        let within = answers.filter { $0.activity.activity == activity }
        if let answer = within.first(where: { $0.fields.isSuperset(of: fields) }) { return answer.activity }
        if within.isEmpty, !answers.isEmpty { throw .activityNotAllowed }
        throw refusal(
            act: act, purpose: purpose, role: role, service: service, fields: fields, answers: within)
    }

    /// What one entry of the register allows somebody to touch: each reason of a case has its own (P71). Nothing when
    /// the register has no such entry for this role.
    public func fields(
        of activity: Activity, act: ProcessingAct, purpose: Purpose, role: Role, service: Service
    ) -> FieldSet? {
        let question = Question(act: act, purpose: purpose, role: role, service: service)
        let entries = (index[question] ?? []).filter { $0.activity.activity == activity }
        guard !entries.isEmpty else { return nil }
        return entries.map(\.fields).reduce(FieldSet.none) { $0.union($1) }
    }

    /// Whether the service declares the field for this kind of person. A service not offered declares nothing.
    public func declares(_ field: Field, for service: Service, kind: PersonKind) -> Bool {
        guard let declaration = services[service], declaration.isOffered else { return false }
        return declaration.fields.contains { $0.field == field && $0.person == kind }
    }

    /// Every field that the service declares, whoever it is about. None when it is not offered.
    public func declaredFields(_ service: Service) -> FieldSet {
        guard let declaration = services[service], declaration.isOffered else { return .none }
        return declaration.declaredFields
    }

    /// The most telling reason: which word of the question has no entry, asked from wide to narrow.
    private func refusal(
        act: ProcessingAct, purpose: Purpose, role: Role, service: Service, fields: FieldSet,
        answers: [Answer]
    ) -> PolicyRefusal {
        guard answers.isEmpty else {
            let widest = answers.map(\.fields).reduce(FieldSet.none) { $0.union($1) }
            let beyond = fields.subtracting(widest)
            return .fieldNotNeeded(beyond.isEmpty ? fields : beyond)
        }
        let forPurpose = activities.filter { $0.purpose == purpose && $0.services.contains(service) }
        guard !forPurpose.isEmpty else { return .purposeNotAllowed }
        guard forPurpose.contains(where: { $0.roles.contains(role) }) else { return .roleNotAllowed }
        return .actNotAllowed
    }

    private struct Question: Hashable {
        let act: ProcessingAct
        let purpose: Purpose
        let role: Role
        let service: Service
    }

    private struct Answer {
        let fields: FieldSet
        let activity: ProcessingActivity
    }
}

/// Why the statement does not allow a processing. Holds no personal data.
public enum PolicyRefusal: Error, Hashable, Sendable {
    /// The statement does not offer this service.
    case serviceNotOffered
    /// No entry of the register has this purpose for this service.
    case purposeNotAllowed
    /// Entries with this purpose exist, none for this role.
    case roleNotAllowed
    /// This role may act for this purpose, and not in this way.
    case actNotAllowed
    /// This role may do this for this purpose, and not as part of this activity.
    case activityNotAllowed
    /// The service does not declare these fields (P10).
    case fieldNotDeclared(FieldSet)
    /// The service has these fields, and this purpose does not need them (P11).
    case fieldNotNeeded(FieldSet)
}
