import Domain

@testable import Features
@testable import Portals

/// The contact form, and the inbox of who answers.
extension Samples {
    static func contact(_ statement: Statement, _ language: Language) throws -> [Sample] {
        let form = { (typed: TypedContactForm, refusal: ContactRefusal?) throws -> ContactPage in
            guard let declared = statement.service(.contact) else { throw Stop.notFound }
            return ContactPage(
                controller: controller, typed: typed,
                problems: refusal.map { Refusal.all(of: $0) } ?? [],
                form: FormVersion(declared, vocabulary: statement.vocabulary, language: language),
                opened: "1795529400000.00ff", language: language)
        }
        let wrong: [ContactProblem] = [
            .nameMissing, .phoneNumberInvalid, .emailInvalid, .questionTooLong(characters: 2_001),
        ]
        return [
            Sample(name: "contact", page: try form(TypedContactForm(), nil)),
            Sample(name: "contact-wrong", page: try form(typed, .invalid(wrong))),
            Sample(name: "contact-once-more", page: try form(typed, .notThisMoment)),
            Sample(name: "contact-too-many", page: try form(typed, .tooMany(minutes: 60))),
            Sample(
                name: "contact-sent",
                page: QuestionSentPage(answered: .days(30), unanswered: .years(1), language: language)),
        ] + inbox(language)
    }

    private static func inbox(_ language: Language) -> [Sample] {
        let base = "/kantoor/vragen"
        let page = { (inbox: ContactInbox, opens: Bool, notice: Words?) in
            QuestionsPage(inbox, base: base, opens: opens, notice: notice, now: now, language: language)
        }
        return [
            Sample(name: "questions", page: page(filled, true, nil)),
            Sample(name: "questions-counted", page: page(filled, false, nil)),
            Sample(
                name: "questions-none",
                page: page(
                    ContactInbox(openCount: 0, answeredCount: 3, open: [], answered: []), true,
                    Words("Uw antwoord is onderweg.", "Your answer is on its way."))),
            Sample(
                name: "questions-answered",
                page: AnsweredQuestionsPage(filled, base: base, opens: true, now: now, language: language)),
            Sample(
                name: "questions-answered-none",
                page: AnsweredQuestionsPage(
                    ContactInbox(openCount: 0, answeredCount: 0, open: [], answered: []), base: base,
                    opens: false, now: now, language: language)),
            Sample(name: "question", page: opened(question(), language)),
            Sample(
                name: "question-wrong",
                page: opened(question(), refusal: Refusal(ContactRefusal.answerMissing), language)),
            Sample(name: "question-phone-only", page: opened(question(emailAddress: nil), language)),
            Sample(name: "question-answered", page: opened(question(state: .answered), language)),
        ]
    }

    private static var typed: TypedContactForm {
        var typed = TypedContactForm()
        typed.name = "Vera Voorbeeld"
        typed.phoneNumber = "050 123"
        typed.emailAddress = "vera"
        typed.question = "Kan ik ook \"gewoon\" bellen?\nMet <vriendelijke> groet"
        return typed
    }

    private static var controller: Controller {
        Controller(
            name: "BuenO Telecom", address: "Kielerbocht 3", postcode: "9723 JA", city: "Groningen",
            privacyContact: "privacy@example.nl", phone: "050 1234567")
    }

    private static var filled: ContactInbox {
        let open = [(1, 9), (2, 1), (3, 0)].map { number, days in
            ListedQuestion(
                id: .fixed(UInt8(number)), received: now - .days(Int64(days)),
                goes: now + .days(Int64(365 - days)), answered: nil, answer: nil)
        }
        let ways: [ListedQuestion.Answer] = [.mailWaiting, .mailSent, .mailFailed, .byPhone]
        let answered = ways.enumerated().map { index, way in
            ListedQuestion(
                id: .fixed(UInt8(10 + index)), received: now - .days(20),
                goes: now + .days(Int64(30 - index)),
                answered: now - .days(Int64(index)), answer: way)
        }
        return ContactInbox(openCount: 3, answeredCount: 4, open: open, answered: answered)
    }

    private static func question(
        state: ContactRequest.State = .open, emailAddress: String? = "vera@example.nl"
    ) -> OpenedQuestion {
        OpenedQuestion(
            id: .fixed(1), state: state, language: .dutch, received: now - .days(9), goes: now + .days(356),
            name: Sensitive("Vera Voorbeeld"), phoneNumber: Sensitive("06 12345678"),
            emailAddress: emailAddress.map { Sensitive($0) },
            question: Sensitive("Kan ik ook bellen?\nMet <vriendelijke> groet"))
    }

    private static func opened(
        _ question: OpenedQuestion, refusal: Refusal? = nil, _ language: Language
    ) -> QuestionPage {
        QuestionPage(
            question, base: "/kantoor/vragen", answer: "", refusal: refusal, now: now, language: language)
    }
}
