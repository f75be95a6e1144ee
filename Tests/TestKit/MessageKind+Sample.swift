public import Domain

extension MessageKind {
    /// One topic of each kind, so that a new kind is tested without being thought of.
    public var sample: MessageTopic? {
        guard let secret = OneTimeSecret(typed: "012345"), let day = CalendarDay("2026-12-02") else {
            return nil
        }
        let moment = Moment(milliseconds: 1_795_000_000_000)
        return switch self {
        case .enrolmentCode: .enrolmentCode(secret)
        case .signInCode: .signInCode(secret)
        case .signInLink: .signInLink(token: Sensitive("0a1b2c"))
        case .stepUpCode: .stepUpCode(secret)
        case .contactChangeCode: .contactChangeCode(secret, changes: .sms)
        case .mobileNumberChanged: .contactChanged(.sms)
        case .emailAddressChanged: .contactChanged(.mail)
        case .welcome: .welcome
        case .awaitingGuardian: .awaitingGuardian(until: Moment(milliseconds: 1_772_442_000_000))
        case .guardianRequest:
            .guardianRequest(token: Sensitive("0a1b2c"), for: .freeCalling, until: moment, isReminder: false)
        case .guardianCode: .guardianCode(secret)
        case .paperDeclined: .paperDeclined(.unsigned, token: Sensitive("0a1b2c"), until: moment)
        case .consentGiven: .consentGiven(.freeCalling)
        case .serviceStopped: .serviceStopped(.freeCalling, goneBy: moment)
        case .ownDecision: .ownDecision(until: moment)
        case .invitation: .invitation(token: Sensitive("0a1b2c"), term: .days(7))
        case .contractEnded:
            .contractEnded(service: Wording(dutch: "Gratis bellen", english: "Free calling"), goneBy: moment)
        case .agreementEnded: .agreementEnded(goneBy: moment)
        case .dataSheet: .dataSheet(title: "Tolktelefoon", version: 2)
        case .contactAnswer: .contactAnswer(Sensitive("Ja, dat kan."), gone: .days(30))
        case .codesEnding:
            .codesEnding(batch: "Energiehulp winter 2026", unused: 131, lastDay: day, id: "0a1b2c")
        case .breakGlass: .breakGlass(number: "3F2A-91BC")
        case .rightsAnswered: .rightsAnswered
        case .rightsExtended: .rightsExtended(until: moment)
        case .mobileAsked: .mobile(.asked)
        case .mobileConfirmed: .mobile(.confirmed(until: moment))
        case .mobileRefused: .mobile(.refused(.notInGroup, gone: moment))
        case .mobileQuestion: .mobile(.question(.birthYear, answerBy: moment))
        case .mobileEndsSoon: .mobile(.endsSoon(by: moment))
        case .mobileEnded: .mobile(.ended(.notConfirmed, gone: moment))
        case .confirmationDue: .mobile(.confirmationDue(people: 3, by: moment))
        case .confirmationLapsed: .mobile(.confirmationLapsed(people: 2))
        }
    }
}
