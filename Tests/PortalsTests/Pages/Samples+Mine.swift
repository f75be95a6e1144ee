import Domain
import Features

@testable import Portals

extension Samples {
    private static var today: AmsterdamTime { AmsterdamTime(now) }

    static func mine(_ statement: Statement, _ language: Language) -> [Sample] {
        [
            Sample(name: "mine", page: hub(["Gemeente Voorbeeld"], isNew: true, language)),
            Sample(
                name: "mine-two",
                page: hub(["Gemeente Voorbeeld", "Stichting Voorbeeldhulp"], isNew: false, language)),
            Sample(name: "data", page: data(statement, language)),
            Sample(name: "data-locked", page: data(statement, language, locked: true)),
            Sample(name: "sightings", page: sightings(seen, statement, onlyPeople: false, language)),
            Sample(name: "sightings-none", page: sightings([], statement, onlyPeople: true, language)),
            Sample(name: "messages", page: messages(statement, language)),
            Sample(
                name: "messages-none",
                page: MessagesPage(
                    lines: [], olderHref: nil, statement: statement, today: today, language: language)),
            Sample(
                name: "message",
                page: MessagePage(
                    subject: "Welkom bij BuenO", textLanguage: .dutch, channel: "E-mail", at: now - .days(1),
                    paragraphs: ["U bent aangemeld.", "Groeten van BuenO"], today: today, language: language)),
            Sample(
                name: "message-gone",
                page: MessagePage(
                    subject: "Inlogcode", textLanguage: .dutch, channel: "Sms", at: now - .days(1),
                    paragraphs: [],
                    today: today, language: language)),
            Sample(name: "devices", page: devices(statement, language)),
        ]
    }

    private static func hub(_ customers: [String], isNew: Bool, _ language: Language) -> MinePage {
        let choices = zip(1..., customers).map { number, name in
            MinePage.Choice(
                endUser: id(UInt8(number)), customerName: name, enrolledAt: now - .days(21),
                isCurrent: number == 1)
        }
        return MinePage(
            choices: choices, isNew: isNew, lastSeen: now - .days(1), messageCount: 1, deviceCount: 2,
            today: today,
            language: language)
    }

    private static func id<Subject>(_ number: UInt8) -> Identifier<Subject> {
        Identifier(bytes: [UInt8](repeating: number, count: 16)) ?? .random()
    }

    private static func data(
        _ statement: Statement, _ language: Language, locked: Bool = false
    ) -> OwnDataPage {
        var held: [(Field, String, Provenance.Source)] = [
            (.mobileNumber, "06 12345678", .endUser), (.emailAddress, "voorbeeld@example.nl", .endUser),
            (.enrolmentCode, "3TRB", .customerLetter),
        ]
        if locked { held.removeFirst(2) }
        return OwnDataPage(
            held: held.map { field, value, source in
                .init(
                    field: field, value: value, source: source, givenAt: now - .days(21),
                    why: statement.service(.freeCalling)?.fields.first { $0.field == field }?.why.text(
                        in: language)
                        ?? "")
            },
            locked: locked
                ? [
                    .init(field: .mobileNumber, until: now + .days(30)),
                    .init(field: .emailAddress, until: now + .days(30)),
                ] : [],
            use: .init(
                messageCount: 3, deviceCount: 1, recentSightingCount: 5, age: .sixteenOrOlder,
                personLanguage: .dutch),
            customerName: "Gemeente Voorbeeld", keepUntil: nil, statement: statement, language: language)
    }

    private static var seen: [SightingsPage.Seen] {
        [
            .init(
                reference: "01", at: now - .days(2), role: .messenger, organisationName: "BuenO", act: .send,
                activity: .message, purpose: .communication, fields: FieldSet([Field.mobileNumber])),
            .init(
                reference: "02", at: now - .days(5), role: .caseworker,
                organisationName: "Gemeente Voorbeeld",
                act: .read, activity: .ownInspection, purpose: .customerInquiries,
                fields: FieldSet([Field.enrolmentCode])),
            .init(
                reference: "03", at: now - .days(5), role: .support, organisationName: "BuenO", act: .read,
                activity: .message, purpose: .communication, fields: FieldSet([Field.mobileNumber])),
            .init(
                reference: "04", at: now - .days(21), role: .endUser, organisationName: "BuenO",
                act: .collect,
                activity: .enrolment, purpose: .delivery,
                fields: FieldSet([Field.mobileNumber, .emailAddress, .enrolmentCode])),
        ]
    }

    private static func sightings(
        _ seen: [SightingsPage.Seen], _ statement: Statement, onlyPeople: Bool, _ language: Language
    ) -> SightingsPage {
        SightingsPage(
            seen: seen, recent: (people: 2, system: 3), onlyPeople: onlyPeople, isLater: !onlyPeople,
            olderBefore: seen.isEmpty ? nil : now - .days(22), statement: statement, today: today,
            language: language)
    }

    private static func messages(_ statement: Statement, _ language: Language) -> MessagesPage {
        let lines: [MessagesPage.Line] = [
            .init(
                reference: "01", subject: "Welkom bij BuenO", at: now - .days(1),
                channel: Words("E-mail", "E-mail"),
                state: Words("onderweg", "on its way")),
            .init(
                reference: nil, subject: "Inlogcode", at: now - .days(1),
                channel: Words("Sms", "Text message"),
                state: nil),
            .init(
                reference: "03", subject: "Uw mobiele nummer is veranderd", at: now - .days(2),
                channel: Words("Alleen hier", "Only here"), state: Words("niet verstuurd", "not sent")),
        ]
        return MessagesPage(
            lines: lines, olderHref: "/mijn/berichten?voor=1", statement: statement, today: today,
            language: language)
    }

    private static func devices(_ statement: Statement, _ language: Language) -> DevicesPage {
        DevicesPage(
            sessions: [
                .init(
                    reference: "01", kind: Words("Telefoon", "Phone"), since: now - .days(21), lastSeen: now,
                    isCurrent: true),
                .init(
                    reference: "02", kind: Words("Computer", "Computer"), since: now - .days(9),
                    lastSeen: now - .days(8), isCurrent: false),
            ], notice: Words("Uitgelogd.", "Signed out."), statement: statement, today: today,
            language: language)
    }

    static func erasure(_ statement: Statement, _ language: Language) -> [Sample] {
        let held = FieldSet([Field.mobileNumber, .emailAddress, .enrolmentCode])
        let plan = ErasurePlan(held: held, duties: [.contact: now + .days(300)], now: now)
        let words = ErasureWords(statement: statement, now: now, language: language)
        let free = ErasurePlan(held: held, duties: [:], now: now)
        let kept = ErasurePlan(
            held: held, duties: [.contact: now + .days(300)], holds: [.identity: now + .days(90)], now: now)
        func page(
            _ refusal: Refusal?, plan: ErasurePlan, by channels: ProofChannels = channels
        ) -> ErasurePlanPage {
            ErasurePlanPage(
                goes: words.goes(plan, messages: 3, devices: 1), stays: words.stays(plan),
                keepsData: !plan.isComplete, channels: channels,
                refusal: refusal,
                statement: statement,
                language: language)
        }
        func check(_ completed: Moment?) -> ReceiptCheckPage {
            ReceiptCheckPage(
                number: "7K4M 9QWX 3TRB 7K4M",
                found: .init(
                    requestedAt: now - .days(1), completedAt: completed, fields: held,
                    keptUntil: now + .days(300)),
                vocabulary: statement.vocabulary, language: language)
        }
        return [
            Sample(name: "erasure", page: page(nil, plan: plan)),
            Sample(name: "erasure-held", page: page(nil, plan: kept)),
            Sample(
                name: "erasure-locked",
                page: page(
                    nil, plan: plan, by: ProofChannels(mobile: nil, mail: nil, isLocked: true))),
            Sample(
                name: "erasure-unconfirmed",
                page: page(Refusal("Zet een vinkje.", "Tick the box.", field: "ok"), plan: free)),
            Sample(name: "erasure-secret", page: ErasureSecretPage(term: .minutes(10), language: language)),
            Sample(
                name: "erasure-secret-wrong",
                page: ErasureSecretPage(
                    refusal: Refusal(SignInRefusal.noTriesLeft, secretField: "cijfers"), term: .minutes(10),
                    language: language)),
            Sample(
                name: "receipt",
                page: ReceiptPage(number: "7K4M 9QWX 3TRB 7K4M", statement: statement, language: language)),
            Sample(
                name: "receipt-check",
                page: ReceiptCheckPage(vocabulary: statement.vocabulary, language: language)),
            Sample(
                name: "receipt-check-unknown",
                page: ReceiptCheckPage(
                    number: "X", refusal: Refusal("Kennen wij niet.", "We do not know it.", field: "bon"),
                    vocabulary: statement.vocabulary, language: language)),
            Sample(name: "receipt-check-busy", page: check(nil)),
            Sample(name: "receipt-check-done", page: check(now)),
        ]
    }
}
