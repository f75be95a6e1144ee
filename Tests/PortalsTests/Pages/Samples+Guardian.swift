import Domain

@testable import Features
@testable import Portals

extension Samples {
    static func guardian(_ statement: Statement, _ language: Language) throws -> [Sample] {
        guard let service = statement.service(.freeCalling),
            let version = ConsentVersion(statement, service: .freeCalling, language: language)
        else { throw Stop.malformed }
        let lines = FormVersion(
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
            OwnGuardian(
                id: .fixed(1), masked: ["06 ••••••00"], answer: .given, asked: now - .days(9), answered: now,
                corrections: .failure(.answered)),
            OwnGuardian(
                id: .fixed(2), masked: ["o•••@example.nl"], answer: .refused, asked: now, answered: now,
                corrections: .failure(.answered)),
        ]
        func asked(_ corrections: Result<Int, GuardianCorrection.Refusal>) -> OwnGuardian {
            OwnGuardian(
                id: .fixed(3), masked: ["06 ••••••31", "o•••@example.nl"], answer: .asked, asked: now,
                answered: nil, corrections: corrections)
        }
        return try papers(statement, language) + [
            Sample(
                name: "enrolment-guardian",
                page: EnrolmentGuardianPage(
                    TypedGuardian(), asked: lines, today: today, language: language)),
            Sample(
                name: "enrolment-guardian-wrong",
                page: EnrolmentGuardianPage(
                    typed, problems: wrong, asked: lines, today: today, language: language)),
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
            Sample(name: "guardian-copy", page: guardianCopy(statement, language)),
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
                    [own[0]], asked: lines, asksMonth: false, notice: OwnGuardianPage.notices["gevraagd"],
                    today: today,
                    language: language)),
            Sample(
                name: "own-guardian-wrong",
                page: OwnGuardianPage(
                    [], typed: typed, problems: wrong, asked: lines, asksMonth: true, today: today,
                    language: language)),
            Sample(
                name: "own-guardian-disagree",
                page: OwnGuardianPage(
                    own, asked: lines, asksMonth: false, today: today, language: language)),
            Sample(
                name: "own-guardian-asked",
                page: OwnGuardianPage(
                    [own[0], asked(.success(3))], asked: lines, asksMonth: false,
                    notice: OwnGuardianPage.notices["verbeterd"], today: today, language: language)),
            Sample(
                name: "own-guardian-settled",
                page: OwnGuardianPage(
                    [asked(.failure(.paperCame)), asked(.failure(.noneLeft))], asked: lines, asksMonth: false,
                    notice: OwnGuardianPage.notices["kan-niet"], today: today, language: language)),
            Sample(
                name: "own-guardian-correct",
                page: GuardianCorrectionPage(
                    asked(.success(3)), left: 3, asked: lines, today: today, language: language)),
            Sample(
                name: "own-guardian-correct-wrong",
                page: GuardianCorrectionPage(
                    asked(.success(1)), left: 1, typed: typed,
                    problems: [Refusal(GuardianProblem.unchanged), Refusal(GuardianProblem.emailInvalid)],
                    asked: lines, today: today, language: language)),
            Sample(
                name: "own-decision", page: OwnDecisionPage(until: now + .days(30), language: language)),
        ]
    }

    private static func papers(_ statement: Statement, _ language: Language) throws -> [Sample] {
        guard let service = statement.service(.freeCalling),
            let version = ConsentVersion(statement, service: .freeCalling, language: language)
        else { throw Stop.malformed }
        let asked = FormVersion(
            service, for: .paper, vocabulary: statement.vocabulary, language: language
        ).lines
        func paper(received: Moment? = nil, isSent: Bool = false, _ refusal: Refusal? = nil) -> PaperPage {
            PaperPage(
                PaperRequest(service: .freeCalling, received: received), consent: version, asked: asked,
                link: "00", isSent: isSent, refusal: refusal, language: language)
        }
        func waiting(_ letter: Int, hasPaper: Bool) -> WaitingConsent {
            WaitingConsent(
                id: .fixed(UInt8(letter)), letterNumber: letter, batch: "Bellen voor jongeren",
                service: .freeCalling, asked: now - .days(3), until: now + .days(27), hasPaper: hasPaper)
        }
        let received = ReceivedPaper(
            id: .fixed(3), customerName: "Gemeente Voorbeeld", service: .freeCalling, kind: .jpeg,
            size: 2_400_000, received: now - .days(1), until: now + .days(20), broughtBy: .staff)
        func desk(isInHand: Bool, isOwn: Bool = false, _ refusal: Refusal? = nil) -> PaperDeskPage {
            PaperDeskPage(
                received, isInHand: isInHand, isOwn: isOwn, refusal: refusal, statement: statement,
                language: language)
        }
        func post(_ waiting: [WaitingConsent], _ refusal: Refusal? = nil) -> PaperPostPage {
            PaperPostPage(
                .fixed(9), waiting, consent: version, refusal: refusal, statement: statement,
                language: language)
        }
        return [
            Sample(name: "paper-form", page: ConsentFormPage(version, language: language)),
            Sample(name: "paper", page: paper()),
            Sample(name: "paper-sent", page: paper(received: now, isSent: true)),
            Sample(
                name: "paper-wrong", page: paper(Refusal(GuardianRefusal.paper(.otherKind)))),
            Sample(
                name: "customer-consents",
                page: WaitingConsentsPage(
                    [waiting(12, hasPaper: true), waiting(47, hasPaper: false)], notice: nil,
                    statement: statement, language: language)),
            Sample(
                name: "customer-consents-empty",
                page: WaitingConsentsPage([], notice: nil, statement: statement, language: language)),
            Sample(
                name: "customer-consent",
                page: WaitingConsentPage(
                    waiting(12, hasPaper: true), consent: version,
                    refusal: Refusal(GuardianRefusal.paper(.tooLarge)), statement: statement,
                    language: language)),
            Sample(
                name: "office-papers",
                page: PapersPage(
                    [received], notice: Words("Het telt als ja.", "It counts as a yes."),
                    statement: statement, language: language)),
            Sample(
                name: "office-papers-empty",
                page: PapersPage([], notice: nil, statement: statement, language: language)),
            Sample(name: "paper-enough", page: paper(received: now, Refusal(GuardianRefusal.tooManyPapers))),
            Sample(name: "office-paper-post", page: post([waiting(12, hasPaper: false)])),
            Sample(
                name: "office-paper-post-two",
                page: post(
                    [waiting(12, hasPaper: true), waiting(13, hasPaper: false)],
                    Refusal("Kies wie het formulier tekende.", "Choose who signed the form.", field: "brief"))
            ),
            Sample(name: "office-paper-own", page: desk(isInHand: true, isOwn: true)),
            Sample(name: "office-paper", page: desk(isInHand: false)),
            Sample(
                name: "office-paper-open",
                page: desk(
                    isInHand: true, Refusal("Kies wat u ziet.", "Choose what you see.", field: "oordeel"))),
        ]
    }
}
