import Domain
import Features
import HTTPTypes

@testable import Portals

extension Samples {
    static func all(_ language: Language = .dutch) throws -> [Sample] {
        let document = try StatementDocument.bundled(privacyContact: "privacy@example.nl")
        let statement = document.statement
        return try publicPages(statement, language) + versions(document, language)
            + enrolment(statement, language) + signIn(language) + mine(statement, language)
            + erasure(statement, language) + work(statement, language) + letters(language)
            + oversight(statement, language) + retention(statement, language)
            + processors(statement, language) + contact(statement, language)
            + customers(statement, language) + batches(statement, language)
            + office(statement, language) + signOn(statement, language)
            + ownContact(statement, language) + guardian(statement, language) + mobile(statement, language)
            + rights(statement, language) + desk(statement, language)
            + officerDesk(statement, language) + evidence(language)
    }

    private static func publicPages(_ statement: Statement, _ language: Language) throws -> [Sample] {
        let controller = Controller(
            name: "BuenO Telecom", address: "Kielerbocht 3", postcode: "9723 JA", city: "Groningen",
            privacyContact: "privacy@example.nl", phone: "050 1234567")
        return try [
            Sample(name: "home", page: HomePage(controller: controller, language: language)),
            Sample(name: "how", page: HowItWorksPage(language: language)),
            Sample(name: "help", page: HelpPage(controller: controller, language: language)),
            Sample(name: "accessibility", page: AccessibilityPage(language: language)),
            Sample(
                name: "statement",
                page: StatementPage(
                    statement, versions: [(number: 1, from: statement.effectiveFrom)], isCurrent: true,
                    language: language)),
            Sample(name: "error-404", page: ErrorPage(.notFound, language: language)),
            Sample(name: "error-403-foreign", page: ErrorPage(.foreign, language: language)),
            Sample(
                name: "error-403-role",
                page: ErrorPage(.forbidden, workHome: MenuEntry.customerHome, language: language)),
            Sample(
                name: "error-403-unsigned",
                page: ErrorPage(.unsigned, workHome: MenuEntry.staffHome, language: language)),
            Sample(
                name: "error-500", page: ErrorPage(Stop(status: .internalServerError), language: language)),
            Sample(
                name: "error-expired",
                page: ExpiredFormPage(
                    action: "/aanmelden", kept: [(name: "code", value: "7K4M 9QWX 3TRB")], language: language)
            ),
            Sample(
                name: "mailbox",
                page: MailboxPage(
                    caught: [
                        .init(
                            channel: .sms, recipient: "06 12345678", subject: nil,
                            text: "BuenO: uw code is 123456."),
                        .init(
                            channel: .mail, recipient: "voorbeeld@example.nl", subject: "Inloggen",
                            text: "Open deze link:\nhttps://bueno.example.nl/inloggen/link/00"),
                    ], codes: [(who: "noor@waterland.example.nl", code: "123456")], site: site,
                    language: language)),
        ]
    }

    /// The present text with a version before it that was invented for this test.
    private static func versions(_ document: StatementDocument, _ language: Language) throws -> [Sample] {
        let earlier = try StatementDocument(
            text: document.text.replacing("\nversion: 1\n", with: "\nversion: 0\n")
                .replacing("Geen reclame.", with: "Soms reclame.")
                .replacing("No advertising.", with: "Some advertising.")
                .replacing("term: 10 minutes\n", with: "term: 20 minutes\n")
                .replacing("  - id: mail_provider\n", with: "  - id: mail_carrier\n")
                .replacing("mail_provider]", with: "mail_carrier]"),
            file: "earlier", privacyContact: "privacy@example.nl"
        ).statement
        let present = document.statement
        let numbers = [present, earlier].map { (number: $0.version, from: $0.effectiveFrom) }
        return [
            Sample(
                name: "statement-old",
                page: StatementPage(earlier, versions: numbers, isCurrent: false, language: language)),
            Sample(
                name: "statement-two",
                page: StatementPage(present, versions: numbers, isCurrent: true, language: language)),
            Sample(
                name: "statement-difference",
                page: StatementDifferencePage(from: earlier, to: present, language: language)),
            Sample(
                name: "statement-same",
                page: StatementDifferencePage(from: present, to: present, language: language)),
        ]
    }

    private static var site: PublicURL {
        get throws {
            guard let site = PublicURL("https://bueno.example.nl") else { throw Stop.malformed }
            return site
        }
    }

    private static func enrolment(_ statement: Statement, _ language: Language) -> [Sample] {
        let asked = (statement.service(.freeCalling)?.fields ?? []).map { field in
            EnrolmentContactPage.Asked(
                name: statement.vocabulary.words(field.field).name.text(in: language),
                isRequired: field.isRequired,
                why: field.why.text(in: language), whenMissing: field.whenMissing.text(in: language))
        }
        let typed = TypedContact(mobileNumber: "12", emailAddress: "voorbeeld@example.nl", age: "16")
        return [
            Sample(name: "enrolment-code", page: EnrolmentCodePage(language: language)),
            Sample(
                name: "enrolment-code-wrong",
                page: EnrolmentCodePage(
                    code: "7K4M 9QWX 3TR8", refusal: Refusal(CodeRefusal.unknown), language: language)),
            Sample(
                name: "enrolment-code-used",
                page: EnrolmentCodePage(
                    code: "7K4M 9QWX 3TRB", refusal: Refusal(CodeRefusal.alreadyRedeemed), language: language)
            ),
            Sample(
                name: "enrolment-contact",
                page: EnrolmentContactPage(
                    customerName: "Gemeente Voorbeeld", typed: TypedContact(), problems: [], asked: asked,
                    language: language)),
            Sample(
                name: "enrolment-contact-wrong",
                page: EnrolmentContactPage(
                    customerName: "Gemeente Voorbeeld", typed: typed,
                    problems: [
                        Refusal(FormProblem.mobileNumberInvalid), Refusal(FormProblem.emailMissing),
                        Refusal(FormProblem.ageMissing),
                    ], asked: asked, language: language)),
            Sample(
                name: "enrolment-secret",
                page: EnrolmentSecretPage(
                    maskedMobile: "06 ••••••78", isResent: true, term: .minutes(10), language: language)),
            Sample(
                name: "enrolment-secret-wrong",
                page: EnrolmentSecretPage(
                    maskedMobile: "06 ••••••78", refusal: Refusal(EnrolmentRefusal.wrongSecret(triesLeft: 4)),
                    term: .minutes(10), language: language)),
        ]
    }

    private static func signIn(_ language: Language) -> [Sample] {
        [
            Sample(
                name: "sign-in",
                page: SignInPage(
                    notice: Words("U bent uitgelogd.", "You are signed out."), language: language)),
            Sample(
                name: "sign-in-wrong",
                page: SignInPage(
                    mobileNumber: "12", refusal: Refusal(SignInRefusal.mobileNumberInvalid),
                    language: language)),
            Sample(
                name: "sign-in-mail-wrong",
                page: SignInPage(
                    emailAddress: "nee", refusal: Refusal(SignInRefusal.emailInvalid), language: language)),
            Sample(name: "sign-in-secret", page: SignInSecretPage(term: .minutes(10), language: language)),
            Sample(
                name: "sign-in-secret-wrong",
                page: SignInSecretPage(
                    refusal: Refusal(SignInRefusal.wrongSecret(triesLeft: 1)), term: .minutes(10),
                    language: language)),
            Sample(name: "sign-in-other", page: SignInOtherPage(.email, language: language)),
            Sample(
                name: "sign-in-other-wrong",
                page: SignInOtherPage(
                    .mobiel, typed: "06 12345678",
                    refusal: Refusal(SignInRefusal.doesNotMatch(triesLeft: 3), secretField: "mobiel"),
                    language: language)),
            Sample(name: "sign-in-mailed", page: SignInMailedPage(term: .minutes(10), language: language)),
            Sample(name: "sign-in-link", page: SignInLinkPage(linkToken: "00", language: language)),
            Sample(
                name: "sign-in-link-dead",
                page: SignInLinkPage(
                    linkToken: nil, refusal: Refusal(SignInRefusal.expired), language: language)),
            Sample(
                name: "leaving", page: LeavingPage(exitURL: "https://nl.wikipedia.org/", language: language)),
        ]
    }
}
