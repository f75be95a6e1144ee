/// What is kept and destroyed together, each with its own term.
public enum RetentionCategory: String, CaseIterable, Sendable {
    /// Number, address and code of an end user (P40).
    case endUserData = "end_user_data"
    /// Codes that were just made, sealed until their customer saved them (P13).
    case codeDownload = "code_download"
    /// A person under 16 whose parent has not agreed yet (P18).
    case awaitingGuardian = "awaiting_guardian"
    /// An application for a phone or SIM card that the customer refused or never answered.
    case refusedApplication = "refused_application"
    /// A person under 16 whose guardian said no or took consent back (P18).
    case withdrawnConsent = "withdrawn_consent"
    /// Who turned 16 and has not answered yet themselves (P18).
    case awaitingOwnAnswer = "awaiting_own_answer"
    /// A guardian whose number is proven, until they are done (P18).
    case guardianSession = "guardian_session"
    /// What was filled in on the way to an enrolment.
    case enrolmentAttempt = "enrolment_attempt"
    /// Keys that were made for somebody who never came to be.
    case abandonedKey = "abandoned_key"
    /// A new number or address that is not proven yet.
    case contactChange = "contact_change"
    /// Codes and links that prove who signs in.
    case signInSecret = "sign_in_secret"
    /// A session that is not used.
    case idleSession = "idle_session"
    /// A session, however much it is used.
    case session
    /// Name and address of somebody with a login for their work.
    case accountData = "account_data"
    case invitation
    case idleWorkSession = "idle_work_session"
    case workSession = "work_session"
    /// Recipient and words of a message that was delivered or given up.
    case message
    /// What staff wrote down in a case.
    case caseNote = "case_note"
    /// Lines of the processing log: pseudonyms, never a value.
    case processingLog = "processing_log"
    /// What somebody asked about their own data, and what was decided (P60).
    case rightsRequest = "rights_request"
    /// The proof that an erasure was done. It names nobody.
    case erasureReceipt = "erasure_receipt"
    /// Copies of the key store: how soon an erasure is final everywhere (P44).
    case keyBackup = "key_backup"
    /// Who called whom, when and how long (P41).
    case callRecord = "call_record"
    /// Use of data and internet (P41).
    case internetUsage = "internet_usage"
    /// Invoices and books, without personal data (P42).
    case invoice
    /// What was asked through the contact form, after it was answered (P33).
    case contactRequest = "contact_request"
    /// The same, when nobody could be reached with an answer.
    case unansweredContactRequest = "unanswered_contact_request"
}

/// From which event a term runs. A term without an event does not exist.
public enum RetentionEvent: String, CaseIterable, Sendable {
    case contractEnded = "contract_ended"
    case given, created
    case lastUsed = "last_used"
    case settled, closed, withdrawn
    case turnedSixteen = "turned_sixteen"
    case processed
    case requested, answered, invoiced, recorded
}

/// How long one category is kept, from which event and why (P40-P42). Data, never a constant in code.
public struct RetentionRule: Sendable {
    public let category: RetentionCategory
    public let name: Wording
    public let term: CalendarTerm
    public let event: RetentionEvent
    public let why: Wording
    /// A legal duty: then it is a minimum too, and an erasure restricts instead of destroys (P41, P43).
    public let isLegalMinimum: Bool
    /// A rule for what is not built yet is declared, and not published as if it were.
    public let isBuilt: Bool

    public init(
        category: RetentionCategory, name: Wording, term: CalendarTerm, event: RetentionEvent, why: Wording,
        isLegalMinimum: Bool, isBuilt: Bool
    ) {
        self.category = category
        self.name = name
        self.term = term
        self.event = event
        self.why = why
        self.isLegalMinimum = isLegalMinimum
        self.isBuilt = isBuilt
    }

    /// When what started its term at `event` must be gone.
    public func end(from event: Moment) -> Moment { term.end(from: event) }
}
