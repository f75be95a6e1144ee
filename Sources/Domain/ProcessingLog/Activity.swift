/// The processing activities of the register: what a log leaf was part of. Each resolves in the statement.
public enum Activity: String, CaseIterable, Sendable {
    /// Codes are made for a customer; nobody's data yet.
    case codeIssue = "code_issue"
    /// A person gives a number and an address with a code.
    case enrolment
    case signIn = "sign_in"
    /// A person looks at their own data.
    case ownInspection = "own_inspection"
    /// A person gives another number or address.
    case contactChange = "contact_change"
    /// A person says that somebody else reads their phone or mail.
    case safeContact = "safe_contact"
    /// A guardian is asked and says yes, and a child names them (P18).
    case guardianConsent = "guardian_consent"
    /// A guardian says no, or takes a yes back.
    case consentWithdrawal = "consent_withdrawal"
    /// Somebody turned sixteen, and decides themselves.
    case comingOfAge = "coming_of_age"
    /// A message is written and delivered.
    case message
    /// A person asks that their data go.
    case erasure
    /// A term has passed.
    case retention
    /// A person asks something about their own data, and gets an answer (P60).
    case rightsRequest = "rights_request"
    /// A person has their data restricted: kept, and used for nothing but what the law asks.
    case restriction
    /// A person objects to a purpose.
    case objection
    /// Something must be kept by law after an erasure.
    case legalRestriction = "legal_restriction"
    /// Something must not be destroyed while a matter is in hand.
    case hold
    /// Promises are checked on the live data.
    case proof
    /// The login of a colleague of a customer, or of BuenO's own people.
    case account
    /// Somebody asks something through the contact form.
    case contactRequest = "contact_request"
    /// Somebody reads the processing log.
    case logInspection = "log_inspection"
    /// Evidence is put together for an auditor: counts, and nobody.
    case evidenceExport = "evidence_export"
    /// A customer ties a number or an account to somebody.
    case association
    /// What a customer is known by, or where its invoices go, is changed; nobody's data.
    case customerDetails = "customer_details"
    /// A customer is asked whether somebody qualifies for a phone or SIM card, and answers (P15).
    case eligibility
    /// A customer asks yes or no about a letter of its own.
    case customerInquiry = "customer_inquiry"
    /// A customer sees how often its people's data was used.
    case logExtract = "log_extract"
    // What staff do from a case, by its reason (P71).
    case helpWithSignIn = "help_with_sign_in"
    case complaint
    case questionOfPerson = "question_of_person"
    case questionOfCustomer = "question_of_customer"
    case fraudSignal = "fraud_signal"
    case legalDuty = "legal_duty"
    /// Somebody of BuenO wanted to open a person, and may not.
    case refusedAccess = "refused_access"
}

extension Activity {
    /// Whether it is done from a case.
    public var isOfCase: Bool { CaseReason.searched.contains { $0.activity == self } }
}
