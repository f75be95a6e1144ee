/// What is not right in the form about an identity provider. Rules are numbered from 1, as on the page.
public enum ProviderProblem: Hashable, Sendable {
    case issuerMissing
    case issuerNotEncrypted
    case issuerMalformed
    case clientIDMissing
    case secretMissing
    /// The address or the name changed: a secret that was kept goes to nobody else.
    case secretNeededAnew
    case rulesMissing
    case ruleIncomplete(Int)
    case ruleAboutOnePerson(Int)
    /// Everybody must sign in that way, and nobody would be administrator.
    case administratorMissing

    var isAboutRule: Bool {
        switch self {
        case .ruleIncomplete, .ruleAboutOnePerson: true
        default: false
        }
    }
}

/// Why a change of a customer's identity provider is not carried out.
public enum ProviderRefusal: Error, Hashable, Sendable {
    case invalid([ProviderProblem])
    /// The second factor was shown too long ago.
    case proofNeeded
    /// Nothing is set yet, or it is switched off.
    case notSet
    /// Anybody gets an address there.
    case domainPublic
    /// Another customer has it.
    case domainTaken
    /// The administrator never came by a mail to their address, so nothing shows that it is theirs.
    case addressNotProven
    /// Who demands it of everybody must have come that way, as administrator: then it is seen to work.
    case signOnFirst
    /// They have no password: without this they would be locked out.
    case lastWayIn
}

/// What went wrong last at somebody's sign-on, for the administrator who can mend it. It says nothing about who.
public enum ProviderTrouble: String, CaseIterable, Sendable {
    case unavailable
    case document
    case refused
    case secret
    case token
    case incomplete
    case role

    /// Nothing for what no setting causes.
    public init?(_ refusal: SignOnRefusal) {
        switch refusal {
        case .providerUnavailable: self = .unavailable
        case .discovery: self = .document
        case .providerRefused: self = .refused
        case .clientRefused: self = .secret
        case .token, .notProvenAgain: self = .token
        case .identityIncomplete, .addressTaken: self = .incomplete
        case .noRole: self = .role
        default: return nil
        }
    }
}
