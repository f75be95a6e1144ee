import Domain

@testable import Features
@testable import Portals

extension Samples {
    static func ownContact(_ statement: Statement, _ language: Language) throws -> [Sample] {
        guard let service = statement.service(.freeCalling),
            let number = MobileNumber(e164: "+31612345678"), let address = EmailAddress("voorbeeld@example.nl")
        else { throw Stop.malformed }
        let form = FormVersion(service, vocabulary: statement.vocabulary, language: language)
        func new(_ channel: Message.Channel, _ typed: String = "", _ refusal: Refusal? = nil) -> ContactChangePage {
            ContactChangePage(
                channel, typed: typed, asked: form.lines.first { $0.field == channel.field }, refusal: refusal,
                language: language)
        }
        func code(
            _ asked: ContactChange.Place, _ recipient: MessageAddress, isResent: Bool = false,
            _ refused: ContactChangeRefusal? = nil
        ) -> ContactChangeCodePage {
            ContactChangeCodePage(
                PendingContactChange(channel: .sms, asked: asked, recipient: recipient, sendsLeft: 2),
                isResent: isResent, refusal: refused.map { Refusal($0, recipient.channel) }, term: .minutes(10),
                language: language)
        }
        let refusal = Refusal("Geef eerst een e-mailadres.", "Give an e-mail address first.")
        guard let site = PublicURL("https://bueno.example.nl") else { throw Stop.malformed }
        let controller = Controller(
            name: "BuenO Telecom", address: "Kielerbocht 3", postcode: "9723 JA", city: "Groningen",
            privacyContact: "privacy@example.nl", phone: "050 1234567")
        func card(_ hasEmail: Bool) -> HelperCardPage {
            HelperCardPage(
                maskedMobile: number.masked, hasEmail: hasEmail, controller: controller, site: site,
                language: language)
        }
        return [
            Sample(name: "helper", page: HelperPage(isHelping: false, language: language)),
            Sample(name: "helper-busy", page: HelperPage(isHelping: true, language: language)),
            Sample(
                name: "helper-contact",
                page: EnrolmentContactPage(
                    customerName: "Gemeente Voorbeeld", typed: TypedContact(), problems: [], asked: [],
                    isHelped: true, language: language)),
            Sample(name: "helper-card", page: card(true)),
            Sample(name: "helper-card-no-mail", page: card(false)),
            Sample(name: "safe-contact", page: SafeContactPage(isOn: false, language: language)),
            Sample(
                name: "safe-contact-on",
                page: SafeContactPage(
                    isOn: true, notice: Words("Veilig contact staat aan.", "Safe contact is on."),
                    language: language)),
            Sample(
                name: "safe-contact-refused",
                page: SafeContactPage(isOn: false, refusal: refusal, language: language)),
            Sample(name: "contact-change-number", page: new(.sms)),
            Sample(name: "contact-change-mail", page: new(.mail)),
            Sample(
                name: "contact-change-same",
                page: new(.mail, "voorbeeld@example.nl", Refusal(ContactChangeRefusal.sameAsNow, .mail))),
            Sample(name: "contact-change-code", page: code(.new, .sms(number), isResent: true)),
            Sample(name: "contact-change-last", page: code(.staying, .mail(address))),
            Sample(
                name: "contact-change-wrong",
                page: code(.staying, .mail(address), ContactChangeRefusal.wrongCode(triesLeft: 1))),
        ]
    }
}
