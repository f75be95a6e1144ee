/// What a person may object to: it stops at once, before anybody has weighed it (P60).
public enum Objection {
    /// The service itself cannot be objected to: that is what erasing and restricting are for. Nor can what the law asks,
    /// with one exception: looking into a sign of abuse rests on our own judgement.
    public static let purposes: [Purpose] = [
        .communication, .customerInquiries, .fraudAndLegalObligations,
    ]

    /// Whether an objection to a purpose stops this act.
    public static func stops(_ purpose: Purpose, activity: Activity) -> Bool {
        switch purpose {
        case .communication, .customerInquiries: true
        case .fraudAndLegalObligations: activity == .fraudSignal
        case .delivery, .invoicing, .disputes, .contactRequests: false
        }
    }
}

/// What goes on while a person has their data restricted: it is kept, they see it themselves, and what the law asks is
/// done. Nothing else.
public enum AskedRestriction {
    public static func allows(_ activity: Activity, purpose: Purpose, isOwn: Bool) -> Bool {
        // Who signs in asked for that themselves, a moment ago.
        // P18: a parent can always take a yes back, and who turns sixteen decides, restricted or not.
        isOwn || activity == .signIn || ofMinors.contains(activity)
            || (purpose == .fraudAndLegalObligations && lawful.contains(activity))
    }

    private static let ofMinors: Set<Activity> = [.guardianConsent, .consentWithdrawal, .comingOfAge]
    private static let lawful: Set<Activity> = [
        .rightsRequest, .legalDuty, .legalRestriction, .retention, .hold, .erasure, .proof,
    ]
}

/// How a person has a field corrected.
public enum Rectification: Hashable, Sendable {
    /// In the portal, with proof of both (decision 12).
    case themselves
    /// By staff, who look at the reasons.
    case reviewed
    /// It came with the letter or from their organisation: it is corrected there.
    case elsewhere

    public init(_ field: Field, of person: PersonKind) {
        switch (field, person) {
        case (.mobileNumber, .endUser), (.emailAddress, .endUser): self = .themselves
        case (.enrolmentCode, _), (.workNumber, _), (.emailAddress, _), (.mobileNumber, _), (.question, _):
            self = .elsewhere
        case (.firstName, _), (.lastName, _), (.homeAddress, _), (.birthDate, _), (.fullName, _),
            (.turnsSixteen, _):
            self = .reviewed
        }
    }
}
