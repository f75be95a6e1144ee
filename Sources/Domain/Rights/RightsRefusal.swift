/// Why we say no: a closed list, each from the law. Beside it the person reads our own words and the way to the
/// supervisor (P62).
public enum RightsRefusalReason: String, CaseIterable, Sendable {
    case identityUnproven = "identity_unproven"
    /// Plainly without ground, or asked again and again.
    case unfounded
    /// It would harm somebody else.
    case rightsOfOthers = "rights_of_others"
    /// The law orders to keep it, or to do it.
    case legalDuty = "legal_duty"
    /// What is there is right.
    case dataIsRight = "data_is_right"
    /// Our reasons weigh more, as article 21 asks it.
    case compellingGrounds = "compelling_grounds"
    /// A complaint that we looked into and do not share.
    case complaintNotShared = "complaint_not_shared"

    public func applies(to kind: RightsRequest.Kind) -> Bool {
        switch self {
        case .identityUnproven, .unfounded: true
        case .rightsOfOthers: kind == .inspection || kind == .portability
        case .legalDuty: kind == .erasure || kind == .restriction || kind == .objection
        case .dataIsRight: kind == .rectification || kind == .restriction
        case .compellingGrounds: kind == .objection
        case .complaintNotShared: kind == .complaint
        }
    }

    public static func all(for kind: RightsRequest.Kind) -> [RightsRefusalReason] {
        allCases.filter { $0.applies(to: kind) }
    }
}

/// Why something cannot be done with a request. Holds nothing of anybody.
public enum RightsRefusal: Error, Hashable, Sendable {
    // What the state machine says.
    case ended
    case alreadyIdentified
    case identityFirst
    case extendedAlready
    case tooLateToExtend
    case reasonDoesNotApply

    // What a form says.
    case wordsMissing
    case wordsTooLong
    case answerMissing
    case reasonMissing
    case checklistIncomplete
    case kindMissing
    /// There is one of this kind about the same that waits for an answer.
    case askedAlready
    /// Nothing of it is held, or its owner changes it themselves.
    case notThisField
    case notThisPurpose
    case proofNeeded
    /// Nobody decides about their own request.
    case ownRequest
    /// A colleague handles it.
    case notYours
    case unknown
    case alreadyRestricted
    case notRestricted
    /// Nobody asked for a copy in this request.
    case noCopy
}

/// What staff saw before they say that somebody is who they say (P60). A session in the portal needs none of it.
public enum IdentityCheck: String, CaseIterable, Sendable {
    /// We called the number that we hold, or rang it while they stood there, and they answered.
    case answersOnOurNumber = "answers_on_our_number"
    /// They name the last four characters of their code.
    case namesTheCode = "names_the_code"
    /// They hold the letter.
    case showsTheLetter = "shows_the_letter"
    /// Nobody speaks for them or stands over them.
    case speaksFreely = "speaks_freely"

    /// Which boxes the list has for a request that came in this way.
    public static func list(for via: RightsRequest.Via) -> [IdentityCheck] {
        switch via {
        case .portal: []
        case .desk: [.answersOnOurNumber, .showsTheLetter, .namesTheCode, .speaksFreely]
        case .phone: [.answersOnOurNumber, .namesTheCode, .speaksFreely]
        }
    }

    /// On the phone all of them. At a desk the letter or the code will do beside the rest.
    public static func isEnough(_ ticked: Set<IdentityCheck>, for via: RightsRequest.Via) -> Bool {
        switch via {
        case .portal: true
        case .phone: ticked.isSuperset(of: list(for: .phone))
        case .desk:
            ticked.isSuperset(of: [.answersOnOurNumber, .speaksFreely])
                && (ticked.contains(.showsTheLetter) || ticked.contains(.namesTheCode))
        }
    }
}
