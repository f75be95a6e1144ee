/// Why a case is opened: a closed list. The reason fixes the purpose, and with it what the statement allows (P71).
public enum CaseReason: String, CaseIterable, Sendable {
    case helpWithSignIn = "help_with_sign_in"
    case complaint
    case questionOfPerson = "question_of_person"
    /// Such as: does this end user still qualify.
    case questionOfCustomer = "question_of_customer"
    case fraudSignal = "fraud_signal"
    case legalDuty = "legal_duty"
    /// Answering a request about their own data (P60). Only a request opens such a case.
    case rightsRequest = "rights_request"
    /// Looking at the paper on which a guardian said yes (P18). Only such a paper opens such a case.
    case signedConsent = "signed_consent"

    /// For which somebody is looked for.
    public static let searched = allCases.filter { $0 != .rightsRequest && $0 != .signedConsent }

    /// Nobody chooses a purpose: it follows from the reason.
    public var purpose: Purpose {
        switch self {
        case .helpWithSignIn, .questionOfPerson, .signedConsent: .delivery
        case .complaint: .disputes
        case .questionOfCustomer: .customerInquiries
        case .fraudSignal, .legalDuty, .rightsRequest: .fraudAndLegalObligations
        }
    }

    /// What log leaves call it: the person reads "omdat u hulp vroeg bij het inloggen".
    public var activity: Activity {
        switch self {
        case .helpWithSignIn: .helpWithSignIn
        case .complaint: .complaint
        case .questionOfPerson: .questionOfPerson
        case .questionOfCustomer: .questionOfCustomer
        case .fraudSignal: .fraudSignal
        case .legalDuty: .legalDuty
        case .rightsRequest: .rightsRequest
        case .signedConsent: .guardianConsent
        }
    }
}
