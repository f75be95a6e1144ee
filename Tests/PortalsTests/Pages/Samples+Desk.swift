import Domain

@testable import Features
@testable import Portals

/// The privacy officer's first page, and evidence for an auditor.
extension Samples {
    static func officerDesk(_ statement: Statement, _ language: Language) -> [Sample] {
        let page = { (figures: DeskFigures, tasks: [LinkRow]) in
            DeskPage(
                figures, tasks: tasks, for: .fixed(2), statement: statement, now: now, language: language)
        }
        return [
            Sample(
                name: "officer-desk",
                page: page(busy, [LinkRow("/kantoor/zaken", "1 zaak open", "Sluit op 30 november")])),
            Sample(name: "officer-desk-calm", page: page(calm, [])),
            Sample(name: "officer-desk-new", page: page(empty, [])),
        ]
    }

    static func evidence(_ language: Language) -> [Sample] {
        let page = { (form: EvidenceForm, made: [MadeEvidence], isProven: Bool, problems: [Refusal]) in
            EvidencePage(
                form, made: made, keyHash: (0..<32).map { UInt8($0 * 7) }, isProven: isProven,
                problems: problems, now: now, language: language)
        }
        var wrong = EvidenceForm(suggestedAt: now)
        (wrong.first, wrong.last) = ("2026-11-31", "2027-01-01")
        let problems: [EvidenceRefusal] = [.firstMissing, .notYet, .reasonMissing]
        return [
            Sample(name: "evidence", page: page(EvidenceForm(suggestedAt: now), made, true, [])),
            Sample(name: "evidence-unproven", page: page(EvidenceForm(suggestedAt: now), [], false, [])),
            Sample(name: "evidence-wrong", page: page(wrong, made, true, problems.map { Refusal($0) })),
        ]
    }

    private static var made: [MadeEvidence] {
        EvidenceReason.allCases.compactMap { reason in
            guard let first = CalendarDay("2026-07-01"), let last = CalendarDay("2026-09-30"),
                let period = try? EvidencePeriod(from: first, until: last, at: now)
            else { return nil }
            return MadeEvidence(
                period: period, reason: reason, at: now - .days(20), manifestHash: (0..<32).map { $0 })
        }
    }

    private static var busy: DeskFigures {
        DeskFigures(
            requests: [
                request(1, .inspection, daysAgo: 33), request(2, .objection, daysAgo: 25),
                request(3, .complaint, daysAgo: 3),
            ],
            overdue: [
                .init(category: .message, overdue: 3, today: 3, week: 9, held: 0),
                .init(category: .endUserData, overdue: 1, today: 1, week: 4, held: 0),
            ],
            holds: [
                hold(.asked, pendingBy: .fixed(7), days: 90),
                hold(.renewalAsked, pendingBy: .fixed(2), days: 12),
                hold(.inForce, pendingBy: nil, days: 200),
            ],
            oversight: busyOversight, questions: [now - .days(16), now - .days(2)],
            consents: [now - .days(26), now - .days(1)],
            proofs: [
                report(isBroken: true, at: now - .hours(8)), report(isBroken: false, at: now - .days(7)),
            ],
            processors: [processor(.mail)], weeks: weeks(isEmpty: false))
    }

    private static var calm: DeskFigures {
        DeskFigures(
            requests: [request(3, .complaint, daysAgo: 3)], overdue: [],
            holds: [hold(.inForce, pendingBy: nil, days: 200)],
            oversight: Oversight(
                rolesEnding: [], unusual: [], brokenOpen: [], logSize: 94_331, logSigned: now - .hours(2),
                witness: .agrees),
            questions: [now - .days(2)], consents: [now - .days(1)],
            proofs: [report(isBroken: false, at: now - .hours(8))],
            processors: Message.Channel.allCases.map { processor($0) }, weeks: weeks(isEmpty: false))
    }

    /// The first day: nothing was asked, destroyed or examined yet.
    private static var empty: DeskFigures {
        DeskFigures(
            requests: [], overdue: [], holds: [], oversight: quietOversight, questions: [], consents: [],
            proofs: [],
            processors: [], weeks: weeks(isEmpty: true))
    }

    private static func request(
        _ number: UInt8, _ kind: RightsRequest.Kind, daysAgo: Int64
    ) -> RightsRequest {
        RightsRequest(
            id: .fixed(number), kind: kind, person: .endUser, via: .portal, received: now - .days(daysAgo))
    }

    private static func hold(_ state: Hold.State, pendingBy: Account.ID?, days: Int64) -> Hold {
        Hold(
            target: .customer(.fixed(3)), classes: [.contact], reason: .courtCase, state: state,
            until: now + .days(days), pendingBy: pendingBy,
            renewal: state == .renewalAsked ? now + .days(200) : nil)
    }

    private static func processor(_ channel: Message.Channel) -> Processor {
        Processor(
            id: .fixed(8),
            declaration: Processor.Declaration(
                channel: channel, name: "Voorbeeld Post", agreement: "VO-2026-3",
                agreedOn: CalendarDay(of: now - .days(200))), location: "NL", registered: now - .days(200),
            ended: nil)
    }

    private static func weeks(isEmpty: Bool) -> DeskFigures.Weeks {
        let weeks = CalendarWeek(of: now).last(OfficerDesk.weeks)
        return DeskFigures.Weeks(
            requests: weeks.enumerated().map { index, week in
                let counts: [RightsRequest.Kind: Int] =
                    isEmpty || index == 2 ? [:] : [.inspection: index, .objection: index % 3, .complaint: 1]
                let total = counts.values.reduce(0, +)
                return RequestWeek(
                    week: week, received: counts.filter { $0.value > 0 },
                    inTime: index == 7 ? 0 : max(0, total - index % 2),
                    late: index == 7 || total == 0 ? 0 : index % 2)
            },
            destroyed: weeks.enumerated().map { index, week in
                RetentionForecast.Week(
                    week: week,
                    counts: isEmpty ? [:] : [.message: 120 + index * 9, .endUserData: index * 173 % 400])
            })
    }
}
