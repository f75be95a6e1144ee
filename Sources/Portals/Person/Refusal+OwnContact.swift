import Domain
import HTTPTypes

extension Refusal {
    /// - Parameter channel: where the code went, or what was typed.
    init(_ refusal: ContactChangeRefusal, _ channel: Message.Channel) {
        switch refusal {
        case .mobileNumberInvalid: self.init(FormProblem.mobileNumberInvalid)
        case .emailInvalid: self.init(FormProblem.emailInvalid)
        case .sameAsNow:
            self =
                channel == .mail
                ? Refusal(
                    "Dit is het e-mailadres dat wij al hebben.",
                    "This is the e-mail address that we already have.",
                    field: channel.fieldName)
                : Refusal(
                    "Dit is het nummer dat wij al hebben.", "This is the number that we already have.",
                    field: channel.fieldName)
        case .locked:
            self.init(
                "Uw nummer en e-mailadres staan op slot van de wet. U kunt ze nu niet veranderen.",
                "The law has your number and e-mail address locked. You cannot change them now.",
                status: .conflict)
        case .over:
            self.init("Dit duurde te lang. Begin opnieuw.", "This took too long. Start again.")
        case .codeExpired:
            self.init(
                "Deze code werkt niet meer. Vraag een nieuwe.",
                "This code no longer works. Ask for a new one.", field: "cijfers")
        case .wrongCode(let left): self = .wrongCode(left, channel)
        case .noTriesLeft:
            self.init(
                "U hebt te vaak een verkeerde code getypt. Vraag een nieuwe.",
                "You typed a wrong code too often. Ask for a new one.", field: "cijfers")
        case .noSendsLeft:
            self.init(
                "Wij stuurden de code al een paar keer. Wacht een uur en begin dan opnieuw.",
                "We have already sent the code a few times. Wait an hour and then start again.",
                status: .tooManyRequests)
        case .tooManyCodes(let minutes):
            self.init(
                "Wij stuurden u al veel codes. Wacht \(minutes) minuten.",
                "We have sent you many codes already. Wait \(minutes) minutes.", status: .tooManyRequests)
        }
    }

    private static func wrongCode(_ triesLeft: Int, _ channel: Message.Channel) -> Refusal {
        let (dutch, english) =
            channel == .mail ? ("in de mail", "at the mail") : ("in de sms", "at the text message")
        return Refusal(
            "Deze code klopt niet. Kijk \(dutch). U mag nog \(triesLeft) keer proberen.",
            "This code is not right. Look \(english). You may try \(triesLeft) more "
                + (triesLeft == 1 ? "time." : "times."), field: "cijfers")
    }
}
