import Domain

@testable import Features
@testable import Portals

/// What goes when, and the holds.
extension Samples {
    static func retention(_ statement: Statement, _ language: Language) -> [Sample] {
        [
            Sample(
                name: "retention",
                page: RetentionPage(
                    plan: plan(overdue: 0), weeks: weeks, days: days(isStopped: false), holds: 2,
                    statement: statement, now: now, language: language)),
            Sample(
                name: "retention-stopped",
                page: RetentionPage(
                    plan: plan(overdue: 3), weeks: weeks, days: days(isStopped: true), holds: 1,
                    statement: statement, now: now, language: language)),
            Sample(
                name: "retention-new",
                page: RetentionPage(
                    plan: [], weeks: [], days: [], holds: 0, statement: statement, now: now,
                    language: language)),
            Sample(
                name: "holds",
                page: HoldsPage(Hold.State.allCases.map { line($0) }, now: now, language: language)),
            Sample(name: "holds-none", page: HoldsPage([], now: now, language: language)),
            Sample(name: "hold-asked", page: hold(.asked, isYours: true, language)),
            Sample(name: "hold-to-decide", page: hold(.renewalAsked, isYours: false, language)),
            Sample(name: "hold-in-force", page: hold(.inForce, isYours: false, language)),
            Sample(
                name: "hold-lifting",
                page: hold(.liftAsked, isYours: true, refusal: Refusal(.needsAnother, until: "tot"), language)
            ),
            Sample(name: "hold-new", page: form(HoldForm(), [], language)),
            Sample(name: "hold-new-wrong", page: form(wrong, problems, language)),
            Sample(name: "hold-new-case", page: form(fromCase, [], language)),
        ]
    }

    private static func plan(overdue: Int) -> [RetentionForecast.Line] {
        [
            .init(category: .endUserData, overdue: overdue, today: 12, week: 1_204, held: 3),
            .init(category: .message, overdue: 0, today: 31, week: 240, held: 0),
            .init(category: .accountData, overdue: 0, today: 0, week: 1, held: 0),
        ]
    }

    private static var weeks: [RetentionForecast.Week] {
        CalendarWeek(of: now).next(12).enumerated().map { index, week in
            RetentionForecast.Week(
                week: week,
                counts: index.isMultiple(of: 3)
                    ? [.endUserData: 40 + index * 11, .message: 240 - index * 9] : [.message: 12 * index])
        }
    }

    private static func days(isStopped: Bool) -> [DestructionDay] {
        [
            DestructionDay(
                day: "2026-11-24", isStopped: isStopped, ended: nil,
                counts: [.init(category: .message, planned: 31, destroyed: 18, kept: 2)]),
            DestructionDay(
                day: "2026-11-23", isStopped: false, ended: now - .days(1),
                counts: [.init(category: .endUserData, planned: 1_204, destroyed: 1_201, kept: 3)]),
            DestructionDay(day: "2026-11-22", isStopped: false, ended: nil, counts: []),
        ]
    }

    private static func line(_ state: Hold.State) -> HoldLine {
        let waits: Set<Hold.State> = [.asked, .renewalAsked, .liftAsked]
        return HoldLine(
            id: .fixed(9),
            hold: Hold(
                target: .customer(.fixed(3)), classes: [.contact, .identity], reason: .courtCase,
                state: state,
                until: now + .days(90), pendingBy: waits.contains(state) ? .fixed(2) : nil,
                renewal: state == .renewalAsked ? now + .days(200) : nil),
            whose: state == .asked ? .letter(12, "Gemeente Voorbeeld") : .customer("Gemeente Voorbeeld"),
            note: "Rolnummer 26/1204", asked: now - .days(3), persons: state == .asked ? 1 : 1_288)
    }

    private static func hold(
        _ state: Hold.State, isYours: Bool, refusal: Refusal? = nil, _ language: Language
    ) -> HoldPage {
        HoldPage(
            HoldFile(
                line: line(state),
                steps: [
                    .init(
                        step: "ask", number: "1A2B3C4D", isYours: isYours, until: now + .days(90),
                        at: now - .days(3)),
                    .init(
                        step: "approve", number: "99AA88BB", isYours: false, until: nil, at: now - .days(2)),
                ]), you: isYours ? .fixed(2) : .fixed(5),
            notice: refusal == nil ? Words("Dat is gedaan.", "That is done.") : nil, refusal: refusal,
            now: now,
            language: language)
    }

    private static var fromCase: HoldForm {
        var form = HoldForm()
        form.subject = "zaak-0123456789abcdef0123456789abcdef"
        return form
    }

    private static var wrong: HoldForm {
        var form = HoldForm()
        (form.whose, form.classes, form.until) = ("brief", [], "2029-01-01")
        return form
    }

    private static var problems: [Refusal] {
        [HoldRefusal.targetMissing, .classMissing, .reasonMissing, .untilTooLate, .noteMissing].map {
            Refusal($0, until: "tot")
        }
    }

    private static func form(_ form: HoldForm, _ problems: [Refusal], _ language: Language) -> HoldFormPage {
        let contract = Contract(
            id: .fixed(6), customer: .fixed(3), service: .freeCalling, starts: now - .days(30), ended: nil)
        return HoldFormPage(
            form,
            customers: [
                CustomerSummary(
                    id: .fixed(3), name: "Gemeente Voorbeeld", kind: .municipality, contract: contract,
                    endUsers: 1_288)
            ], problems: problems, language: language)
    }
}
