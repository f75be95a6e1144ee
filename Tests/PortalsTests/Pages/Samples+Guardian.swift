import Domain

@testable import Features
@testable import Portals

extension Samples {
    static func guardian(_ statement: Statement, _ language: Language) throws -> [Sample] {
        guard let service = statement.service(.freeCalling),
            let version = ConsentVersion(statement, service: .freeCalling, language: language)
        else { throw Stop.malformed }
        let asked = FormVersion(
            service, for: .guardians, vocabulary: statement.vocabulary, language: language
        ).lines
        let today = AmsterdamTime(now)
        var typed = TypedGuardian()
        (typed.mobileNumber, typed.emailAddress, typed.month, typed.year) = ("12", "nee", "5", "2028")
        func child(
            _ answer: Consent.State, _ state: EndUser.State, others: [Consent.State] = []
        ) -> ChildOfGuardian {
            ChildOfGuardian(
                guardian: .fixed(7), customerName: "Gemeente Voorbeeld", service: .freeCalling, state: state,
                answer: answer, asked: now - .days(3), answered: now, ended: nil,
                keepUntil: state == .active ? nil : now + .days(27), others: others,
                isOver: false, maskedNumber: "06 ••••••78",
                own: [
                    (.mobileNumber, Sensitive("+31612345600"), true, now),
                    (.emailAddress, Sensitive("ouder@example.nl"), false, now - .days(3)),
                ])
        }
        func page(_ child: ChildOfGuardian, _ refusal: Refusal? = nil) -> ChildPage {
            ChildPage(child, consent: version, term: .days(30), refusal: refusal, language: language)
        }
        let waiting = child(.asked, .awaitingGuardian)
        let running = child(.given, .active)
        let wrong = [
            Refusal(GuardianProblem.mobileNumberInvalid), Refusal(GuardianProblem.emailInvalid),
            Refusal(GuardianProblem.alreadySixteen),
        ]
        let own = [
            OwnGuardian(masked: "06 ••••••00", answer: .given, asked: now - .days(9), answered: now),
            OwnGuardian(masked: "o•••@example.nl", answer: .refused, asked: now, answered: now),
        ]
        return [
            Sample(
                name: "enrolment-guardian",
                page: EnrolmentGuardianPage(
                    TypedGuardian(), asked: asked, today: today, language: language)),
            Sample(
                name: "enrolment-guardian-wrong",
                page: EnrolmentGuardianPage(
                    typed, problems: wrong, asked: asked, today: today, language: language)),
            Sample(
                name: "enrolment-waiting",
                page: AwaitingGuardianPage(
                    until: now + .days(30), door: "https://bueno.example.nl/toestemming", language: language)),
            Sample(
                name: "enrolment-stopped",
                page: AwaitingGuardianPage(
                    until: now + .days(30), door: "https://bueno.example.nl/toestemming", isStopped: true,
                    language: language)),
            Sample(
                name: "guardian-door",
                page: GuardianDoorPage(
                    notice: Words("U bent klaar.", "You are done."), language: language)),
            Sample(
                name: "guardian-door-wrong",
                page: GuardianDoorPage(
                    typed: "12",
                    refusal: Refusal(
                        GuardianRefusal.invalid([.mobileNumberInvalid]), numberField: "mobiel"),
                    language: language)),
            Sample(
                name: "guardian-link",
                page: GuardianLinkPage(token: "00", hasNumber: true, language: language)),
            Sample(
                name: "guardian-link-mail",
                page: GuardianLinkPage(
                    token: "00", hasNumber: false, typed: "06 12345678",
                    refusal: Refusal(GuardianRefusal.invalid([.ownNumber]), numberField: "mobiel"),
                    language: language)),
            Sample(
                name: "guardian-link-over",
                page: GuardianLinkPage(token: nil, hasNumber: true, language: language)),
            Sample(name: "guardian-code", page: GuardianCodePage(term: .minutes(10), language: language)),
            Sample(
                name: "guardian-code-wrong",
                page: GuardianCodePage(
                    refusal: Refusal(GuardianRefusal.wrongSecret(triesLeft: 4)), term: .minutes(10),
                    language: language)),
            Sample(
                name: "guardian-children",
                page: ChildrenPage(
                    [waiting, running], notice: Words("U zei ja.", "You said yes."), statement: statement,
                    language: language)),
            Sample(name: "guardian-child-asked", page: page(waiting)),
            Sample(name: "guardian-child-given", page: page(running)),
            Sample(
                name: "guardian-child-disagree",
                page: page(child(.refused, .awaitingGuardian, others: [.given]))),
            Sample(
                name: "guardian-child-refused",
                page: page(running, Refusal(GuardianRefusal.consent(.alreadySaid)))),
            Sample(
                name: "own-guardian",
                page: OwnGuardianPage(
                    [own[0]], asked: asked, asksMonth: false, isAsked: true, today: today,
                    language: language)),
            Sample(
                name: "own-guardian-wrong",
                page: OwnGuardianPage(
                    [], typed: typed, problems: wrong, asked: asked, asksMonth: true, today: today,
                    language: language)),
            Sample(
                name: "own-guardian-disagree",
                page: OwnGuardianPage(
                    own, asked: asked, asksMonth: false, today: today, language: language)),
            Sample(
                name: "own-decision", page: OwnDecisionPage(until: now + .days(30), language: language)),
        ]
    }
}
