/// Every message that this product sends. There is no other: all are about the account and the use of the
/// service (P12), and none is advertising.
public enum MessageKind: String, CaseIterable, Sendable {
    case enrolmentCode = "enrolment_code"
    case signInCode = "sign_in_code"
    case signInLink = "sign_in_link"
    case stepUpCode = "step_up_code"
    case contactChangeCode = "contact_change_code"
    case mobileNumberChanged = "mobile_number_changed"
    case emailAddressChanged = "email_address_changed"
    case welcome
    case awaitingGuardian = "awaiting_guardian"
    /// To a guardian: a child named them, and the link to say yes or no (P18).
    case guardianRequest = "guardian_request"
    case guardianCode = "guardian_code"
    /// To a guardian: the paper that came in is not good, and how to go on.
    case paperDeclined = "paper_declined"
    /// To a guardian who said yes: how to take it back.
    case consentGiven = "consent_given"
    /// To a child: a guardian had the service stopped.
    case serviceStopped = "service_stopped"
    /// To who turned sixteen: decide yourself.
    case ownDecision = "own_decision"
    case invitation
    case contactAnswer = "contact_answer"
    /// To a customer's administrators: an agreement ended.
    case contractEnded = "contract_ended"
    /// To its people: what ends, what goes and when.
    case agreementEnded = "agreement_ended"
    /// To a customer's administrators: a data sheet of custom work waits (P20).
    case dataSheet = "data_sheet"
    case codesEnding = "codes_ending"
    case breakGlass = "break_glass"
    /// To who asked something about their own data: there is an answer, or it takes longer (P60).
    case rightsAnswered = "rights_answered"
    case rightsExtended = "rights_extended"
    // How an application for a phone or SIM card stands, to the person.
    case mobileAsked = "mobile_asked"
    case mobileConfirmed = "mobile_confirmed"
    case mobileRefused = "mobile_refused"
    case mobileQuestion = "mobile_question"
    case mobileEndsSoon = "mobile_ends_soon"
    case mobileEnded = "mobile_ended"
    /// To a customer's administrators: people wait for a new confirmation.
    case confirmationDue = "confirmation_due"
    /// To a customer's administrators: services ended because nobody confirmed.
    case confirmationLapsed = "confirmation_lapsed"

    /// The ways along which it may go.
    public var channels: Set<Message.Channel> {
        switch self {
        case .enrolmentCode, .signInCode, .mobileNumberChanged, .guardianCode: [.sms]
        case .guardianRequest, .consentGiven, .paperDeclined: [.sms, .mail]
        case .serviceStopped, .ownDecision: [.mail]
        case .signInLink, .welcome, .awaitingGuardian, .invitation, .contactAnswer, .codesEnding, .breakGlass:
            [.mail]
        case .contractEnded, .agreementEnded, .dataSheet, .emailAddressChanged: [.mail]
        case .rightsAnswered, .rightsExtended: [.mail]
        case .mobileAsked, .mobileConfirmed, .mobileRefused, .mobileQuestion: [.mail]
        case .mobileEndsSoon, .mobileEnded: [.mail]
        case .confirmationDue, .confirmationLapsed: [.mail]
        case .stepUpCode, .contactChangeCode: [.sms, .mail]
        }
    }

    /// The way it goes when there is a choice.
    public var usualChannel: Message.Channel { channels.contains(.mail) ? .mail : .sms }

    /// It proves who holds the phone or the mailbox. Its words are destroyed as soon as it is sent or given
    /// up, and no page shows them.
    public var isSecret: Bool {
        switch self {
        case .enrolmentCode, .signInCode, .signInLink, .stepUpCode, .contactChangeCode, .invitation: true
        case .guardianRequest, .guardianCode, .paperDeclined: true
        case .consentGiven, .serviceStopped, .ownDecision: false
        case .welcome, .awaitingGuardian, .contactAnswer, .codesEnding, .breakGlass: false
        case .contractEnded, .agreementEnded, .dataSheet, .mobileNumberChanged, .emailAddressChanged: false
        case .rightsAnswered, .rightsExtended: false
        case .mobileAsked, .mobileConfirmed, .mobileRefused, .mobileQuestion: false
        case .mobileEndsSoon, .mobileEnded: false
        case .confirmationDue, .confirmationLapsed: false
        }
    }

    /// What it carries works for minutes: it never goes late.
    public var isBrief: Bool { isSecret && ![.invitation, .guardianRequest, .paperDeclined].contains(self) }

    /// What a message is for, in the words of the statement (P11). An answer to a contact request stands apart (P33).
    public var purpose: Purpose { self == .contactAnswer ? .contactRequests : .communication }

    /// As what the log knows its sending and its end.
    public var activity: Activity { self == .contactAnswer ? .contactRequest : .message }

    /// How a list names it.
    public func title(in language: Language) -> String {
        switch (self, language) {
        case (.enrolmentCode, .dutch): "Code om u aan te melden"
        case (.enrolmentCode, .english): "Code to enrol"
        case (.signInCode, .dutch): "Inlogcode"
        case (.signInCode, .english): "Sign-in code"
        case (.signInLink, .dutch): "Link om in te loggen"
        case (.signInLink, .english): "Link to sign in"
        case (.stepUpCode, .dutch): "Code om te bevestigen"
        case (.stepUpCode, .english): "Code to confirm"
        case (.contactChangeCode, .dutch): "Code om te veranderen"
        case (.contactChangeCode, .english): "Code to make a change"
        case (.mobileNumberChanged, .dutch): "Uw mobiele nummer is veranderd"
        case (.mobileNumberChanged, .english): "Your mobile number was changed"
        case (.emailAddressChanged, .dutch): "Uw e-mailadres is veranderd"
        case (.emailAddressChanged, .english): "Your e-mail address was changed"
        case (.welcome, .dutch): "Welkom bij BuenO"
        case (.welcome, .english): "Welcome to BuenO"
        case (.awaitingGuardian, .dutch): "Uw ouder of verzorger moet eerst ja zeggen"
        case (.awaitingGuardian, .english): "Your parent or carer must say yes first"
        case (.guardianRequest, .dutch): "Mag dit kind BuenO gebruiken?"
        case (.guardianRequest, .english): "May this child use BuenO?"
        case (.guardianCode, .dutch): "Code voor een ouder of verzorger"
        case (.guardianCode, .english): "Code for a parent or carer"
        case (.paperDeclined, .dutch): "Uw formulier is nog niet goed"
        case (.paperDeclined, .english): "Your form is not right yet"
        case (.consentGiven, .dutch): "U zei ja. Zo trekt u dat weer in"
        case (.consentGiven, .english): "You said yes. How to take it back"
        case (.serviceStopped, .dutch): "Uw ouder of verzorger liet de dienst stoppen"
        case (.serviceStopped, .english): "Your parent or carer had the service stopped"
        case (.ownDecision, .dutch): "U bent nu 16. Wilt u BuenO houden?"
        case (.ownDecision, .english): "You are 16 now. Do you want to keep BuenO?"
        case (.invitation, .dutch): "Uitnodiging om in te loggen bij BuenO"
        case (.invitation, .english): "Invitation to sign in to BuenO"
        case (.contactAnswer, .dutch): "Antwoord op uw vraag aan BuenO"
        case (.contactAnswer, .english): "Answer to your question to BuenO"
        case (.contractEnded, .dutch): "Een overeenkomst met BuenO is gestopt"
        case (.contractEnded, .english): "An agreement with BuenO has ended"
        case (.agreementEnded, .dutch): "De afspraak met uw gemeente of school is gestopt"
        case (.agreementEnded, .english): "The agreement with your municipality or school has ended"
        case (.dataSheet, .dutch): "Lees welke gegevens het maatwerk nodig heeft"
        case (.dataSheet, .english): "Read which data the custom work needs"
        case (.codesEnding, .dutch): "Codes van uw organisatie stoppen bijna"
        case (.codesEnding, .english): "Codes of your organisation end soon"
        case (.breakGlass, .dutch): "Er is een zaak met spoed geopend"
        case (.breakGlass, .english): "A case was broken open"
        case (.rightsAnswered, .dutch): "Er is een antwoord op uw verzoek"
        case (.rightsAnswered, .english): "There is an answer to your request"
        case (.rightsExtended, .dutch): "Het antwoord op uw verzoek duurt langer"
        case (.rightsExtended, .english): "The answer to your request takes longer"
        case (.mobileAsked, .dutch): "Wij hebben uw aanvraag"
        case (.mobileAsked, .english): "We have your application"
        case (.mobileConfirmed, .dutch): "Uw aanvraag is goedgekeurd"
        case (.mobileConfirmed, .english): "Your application was approved"
        case (.mobileRefused, .dutch): "Uw aanvraag is niet goedgekeurd"
        case (.mobileRefused, .english): "Your application was not approved"
        case (.mobileQuestion, .dutch): "Een vraag over uw aanvraag"
        case (.mobileQuestion, .english): "A question about your application"
        case (.mobileEndsSoon, .dutch): "Uw dienst stopt misschien"
        case (.mobileEndsSoon, .english): "Your service may end"
        case (.mobileEnded, .dutch): "Uw aanvraag of dienst is gestopt"
        case (.mobileEnded, .english): "Your application or service has ended"
        case (.confirmationDue, .dutch): "Bevestig wie nog in aanmerking komt"
        case (.confirmationDue, .english): "Confirm who still qualifies"
        case (.confirmationLapsed, .dutch): "Diensten zijn gestopt omdat niemand ze bevestigde"
        case (.confirmationLapsed, .english): "Services ended because nobody confirmed them"
        }
    }
}

extension Message.Channel {
    /// The piece of personal data that this way needs.
    public var field: Field {
        switch self {
        case .sms: .mobileNumber
        case .mail: .emailAddress
        }
    }
}
