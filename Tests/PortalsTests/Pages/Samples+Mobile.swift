import Domain

@testable import Features
@testable import Portals

/// The pages about phones and SIM cards.
extension Samples {
    private static var today: AmsterdamTime { AmsterdamTime(now) }

    static func mobile(_ statement: Statement, _ language: Language) -> [Sample] {
        enrolling(statement, language) + phones(language) + applications(language) + inquiries(language)
            + [
                Sample(
                    name: "mine-mobile",
                    page: MinePage(
                        choices: [
                            .init(
                                endUser: .fixed(1), customerName: "Gemeente Voorbeeld",
                                enrolledAt: now - .days(2), isCurrent: true)
                        ], phone: PhoneWords(own(.asked), language), isNew: false, lastSeen: now,
                        messageCount: 1, deviceCount: 1, today: today, language: language))
            ]
    }

    private static let details = DetailsForm.Details(
        firstName: Sensitive("Fatima"), lastName: Sensitive("El Amrani"),
        address: HomeAddress(
            street: Sensitive("Burgemeester van Voorbeeldstraat"), number: Sensitive("12 B"),
            postcode: Sensitive("9711 AB"), city: Sensitive("Groningen")),
        birthDate: BirthDate(stored: "1987-03-09") ?? BirthDate(today: now))

    private static func enrolling(_ statement: Statement, _ language: Language) -> [Sample] {
        let asked = [
            EnrolmentContactPage.Asked(
                name: "Voornaam", isRequired: true, why: "Zo komt het goed.", whenMissing: "Anders niet.")
        ]
        let problems = [
            FormProblem.firstNameInvalid, .lastNameInvalid, .postcodeInvalid, .houseNumberInvalid,
            .streetInvalid, .cityInvalid, .birthDateInvalid,
        ].map { Refusal($0) }
        var check: [Sample] = []
        if let number = MobileNumber(e164: "+31612345678"), let mail = EmailAddress("fatima@example.nl") {
            let shown = EnrolmentCheck(
                customerName: "Gemeente Voorbeeld", details: details, mobileNumber: number,
                emailAddress: mail, lastGroup: Sensitive("3TRB"), shown: "1-2")
            check = [
                Sample(
                    name: "enrolment-check",
                    page: CheckPage(shown, vocabulary: statement.vocabulary, language: language)),
                Sample(
                    name: "enrolment-check-wrong",
                    page: CheckPage(
                        shown, confirmed: [.firstName],
                        problems: [.unconfirmed(.lastName), .unconfirmed(.enrolmentCode)],
                        vocabulary: statement.vocabulary, language: language)),
            ]
        }
        return check + [
            Sample(
                name: "enrolment-details",
                page: DetailsPage(
                    customerName: "Gemeente Voorbeeld", typed: FormBody(details), problems: [], asked: asked,
                    language: language)),
            Sample(
                name: "enrolment-details-wrong",
                page: DetailsPage(
                    customerName: "Gemeente Voorbeeld", typed: FormBody([("postcode", "97")]),
                    problems: problems, asked: asked, isHelped: true, language: language)),
            Sample(
                name: "enrolment-contact-mobile",
                page: EnrolmentContactPage(
                    customerName: "Gemeente Voorbeeld", typed: TypedContact(), problems: [], asked: asked,
                    isMobile: true, language: language)),
            Sample(
                name: "enrolment-secret-mobile",
                page: EnrolmentSecretPage(
                    maskedMobile: "06 ••••••78", term: .minutes(10), isMobile: true, language: language)),
        ]
    }

    private static func own(
        _ state: MobileService.State, question: EligibilityAnswer.Question? = nil,
        ending: MobileService.Ending? = nil, refusal: EligibilityAnswer.Reason? = nil
    ) -> OwnMobile {
        OwnMobile(
            state: state, customerName: "Gemeente Voorbeeld", applied: now - .days(9),
            asked: state == .filledIn ? nil : now - .days(9), answerBy: now + .days(80), question: question,
            activeSince: state.isActive ? now - .days(3) : nil,
            confirmedUntil: state.isActive ? now + .days(362) : nil,
            ended: state == .ended ? now - .days(1) : nil, endedBecause: ending, refusal: refusal,
            gone: state == .ended ? now + .days(41) : nil)
    }

    private static func phones(_ language: Language) -> [Sample] {
        let page = { (own: OwnMobile?) in PhonePage(own, language: language) }
        return [
            Sample(name: "phone-none", page: page(nil)),
            Sample(name: "phone-waiting-guardian", page: page(own(.filledIn))),
            Sample(
                name: "phone-asked",
                page: PhonePage(
                    own(.asked), notice: Words("Uw aanvraag is verstuurd.", "Your application was sent."),
                    language: language)),
            Sample(name: "phone-question", page: page(own(.questioned, question: .name))),
            Sample(name: "phone-active", page: page(own(.active))),
            Sample(
                name: "phone-refused", page: page(own(.ended, ending: .refused, refusal: .otherPerson))),
            Sample(name: "phone-ended", page: page(own(.ended, ending: .notConfirmed))),
            Sample(
                name: "phone-wrong",
                page: PhonePage(
                    own(.asked), refusal: Refusal(MobileRefusal.notNow), language: language)),
        ]
    }

    private static func waiting(_ number: Int, isAgain: Bool = false) -> WaitingApplication {
        WaitingApplication(
            id: .fixed(UInt8(number)), batch: "Telefoons voor de bijstand", letterNumber: number,
            asked: now - .days(9), answerBy: now + .days(80), isAgain: isAgain)
    }

    private static func applications(_ language: Language) -> [Sample] {
        let answered = [
            AnsweredApplication(
                id: .fixed(40), batch: "Telefoons voor de bijstand", letterNumber: 40,
                answer: .no(.otherPerson), processAt: now + .hours(3)),
            AnsweredApplication(
                id: .fixed(41), batch: "Telefoons voor de bijstand", letterNumber: 41,
                answer: .question(.birthYear), processAt: now + .hours(3)),
        ]
        let list = { (waiting: [WaitingApplication], answered: [AnsweredApplication], refusal: Refusal?) in
            ApplicationsPage(
                waiting: waiting, count: waiting.isEmpty ? 0 : 137, answered: answered,
                notice: refusal == nil ? Words("Klaar.", "Done.") : nil, refusal: refusal, today: today,
                language: language)
        }
        let show = { (isAgain: Bool, refusal: Refusal?) in
            ApplicationPage(
                OpenApplication(
                    waiting: waiting(137, isAgain: isAgain), firstName: Sensitive("Fatima"),
                    lastName: Sensitive("El Amrani"), birthYear: Sensitive("1987"), count: 12),
                last: isAgain ? nil : answered[0], refusal: refusal, today: today, language: language)
        }
        return [
            Sample(
                name: "applications", page: list([waiting(137), waiting(138, isAgain: true)], answered, nil)),
            Sample(name: "applications-none", page: list([], [], nil)),
            Sample(
                name: "applications-late",
                page: list([waiting(137)], [], Refusal(MobileRefusal.alreadyAnswered))),
            Sample(name: "application", page: show(false, nil)),
            Sample(name: "application-wrong", page: show(true, Refusal(MobileRefusal.answerMissing))),
        ]
    }

    private static func inquiries(_ language: Language) -> [Sample] {
        let form = FormBody([("brief", "0137"), ("vraag", "letter_in_use")])
        let batches: [(id: CodeBatch.ID, name: String)] = [(.fixed(7), "Telefoons voor de bijstand")]
        return [
            Sample(
                name: "inquiry",
                page: InquiryPage(
                    batches: batches, form: form, answer: true, refusal: nil, language: language)),
            Sample(
                name: "inquiry-none",
                page: InquiryPage(
                    batches: [], form: FormBody(), answer: nil, refusal: nil, language: language)),
            Sample(
                name: "inquiry-wrong",
                page: InquiryPage(
                    batches: batches, form: FormBody(), answer: nil,
                    refusal: Refusal(MobileRefusal.letterInvalid), language: language)),
        ]
    }
}

extension BirthDate {
    /// A day that is there, for a sample.
    fileprivate init(today moment: Moment) {
        self = BirthDate(stored: CalendarDay(of: moment).description) ?? BirthDate(today: moment)
    }
}
