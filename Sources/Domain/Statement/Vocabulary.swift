/// The closed words of the privacy statement. Each is stored by its `rawValue`; a word the statement does not
/// know cannot be written, and there is no purpose "sale", because there can't be (P30, P31).

/// Why data is processed (P30).
public enum Purpose: String, CaseIterable, Sendable {
    case delivery
    case communication
    case invoicing
    case disputes
    case customerInquiries = "customer_inquiries"
    case fraudAndLegalObligations = "fraud_and_legal_obligations"
    /// Contact requests stand apart (P33).
    case contactRequests = "contact_requests"
}

/// The ground in law for a processing (P11).
public enum LegalBasis: String, CaseIterable, Sendable {
    case contract
    case legalObligation = "legal_obligation"
    case consent
    case legitimateInterest = "legitimate_interest"
}

/// The eight acts of processing: the verbs of the processing log.
public enum ProcessingAct: String, CaseIterable, Sendable {
    case collect, read, send, store
    case lookUp = "look_up"
    case aggregate, share, destroy
}

/// Who acts, by role and never by name.
public enum Role: String, CaseIterable, Sendable {
    /// The data subject, on own data.
    case endUser = "end_user"
    case guardian
    /// At a customer.
    case customerAdmin = "customer_admin"
    case caseworker
    case customerFinance = "customer_finance"
    case customerViewer = "customer_viewer"
    /// At BuenO: people.
    case support
    case fieldOperator = "operator"
    case privacyOfficer = "privacy_officer"
    /// At BuenO: machines.
    case system
    case messenger
    case retention
    case prover

    /// On whose behalf a role acts.
    public enum Side: Sendable {
        /// The data subject, or who consents for them.
        case person
        case customer
        /// BuenO's people: bound to a case, a code of conduct and secrecy (P71-P73).
        case staff
        case machine
    }

    public var side: Side {
        switch self {
        case .endUser, .guardian: .person
        case .customerAdmin, .caseworker, .customerFinance, .customerViewer: .customer
        case .support, .fieldOperator, .privacyOfficer: .staff
        case .system, .messenger, .retention, .prover: .machine
        }
    }

    /// "Who saw my data" tells people apart from machines.
    public var isPerson: Bool { side != .machine }
}

/// What a customer buys.
public enum Service: String, CaseIterable, Sendable {
    case freeCalling = "free_calling"
    case mobile
    case recording
    case support
    case custom
    /// Nobody buys it: the logins of customers' colleagues and of BuenO's own people, who are data subjects too
    /// (P61).
    case administration
    /// Nobody buys it: what is asked through the contact form (P33).
    case contact
}

extension Service {
    /// The services that a person enrols for with a code.
    public static let enrolledByCode: [Service] = [.freeCalling, .mobile]
}

/// A piece of personal data that the vault can hold. The position in the log's bitmap is fixed forever.
public enum Field: String, CaseIterable, Sendable {
    case mobileNumber = "mobile_number"
    case emailAddress = "email_address"
    /// The last group of the enrolment code: enough for a person to recognise it, too little to use it.
    case enrolmentCode = "enrolment_code"
    case firstName = "first_name"
    case lastName = "last_name"
    case homeAddress = "home_address"
    case birthDate = "birth_date"
    /// The whole name, of who has a login or who asks something.
    case fullName = "full_name"
    /// What somebody asks through the contact form.
    case question
    /// The number that a colleague answers at, as their own organisation tied it to them.
    case workNumber = "work_number"
    /// In which month somebody under sixteen turns sixteen. It goes then (P18).
    case turnsSixteen = "turns_sixteen"

    /// The bit of this field in a log leaf. Never reuse a number.
    public var bit: Int {
        switch self {
        case .mobileNumber: 0
        case .emailAddress: 1
        case .enrolmentCode: 2
        case .firstName: 3
        case .lastName: 4
        case .homeAddress: 5
        case .birthDate: 6
        case .fullName: 7
        case .question: 8
        case .workNumber: 16
        case .turnsSixteen: 17
        }
    }

    /// The class whose key seals it: a class is destroyed, held or restricted as a whole.
    public var keyClass: KeyClass {
        switch self {
        case .mobileNumber, .emailAddress, .question, .workNumber: .contact
        case .enrolmentCode, .firstName, .lastName, .homeAddress, .birthDate, .fullName, .turnsSixteen:
            .identity
        }
    }
}

/// Data of one person that lives and dies together: one key per (person, class).
public enum KeyClass: String, CaseIterable, Sendable {
    case identity
    case contact
    case recording
    case caseNotes = "case_notes"
}

/// The languages of the portals that are complete. Others follow with their translation.
public enum Language: String, CaseIterable, Sendable {
    case dutch = "nl"
    case english = "en"
}
