import Domain

@testable import Features
@testable import Portals

/// Messages that did not arrive, and the processing log.
extension Samples {
    static func oversight(_ statement: Statement, _ language: Language) -> [Sample] {
        let letters = [
            DeadLetter(
                id: .fixed(1), kind: .welcome, channel: .mail, at: now - .days(2), attempts: 1,
                failure: "smtp_550", canBeRetried: true),
            DeadLetter(
                id: .fixed(2), kind: .signInCode, channel: .sms, at: now - .days(3), attempts: 3,
                failure: "too_late", canBeRetried: false),
        ]
        let calm = OutboxState(waiting: 0, oldestDue: nil, sent: 1_204, failed: 0)
        let busy = OutboxState(waiting: 3, oldestDue: now - .minutes(31), sent: 1_204, failed: 2)
        let lines = [line(role: .support, act: .read), line(role: .messenger, act: .send)]
        return [
            Sample(
                name: "dead-letters",
                page: DeadLettersPage(
                    busy, letters, isFull: true, notice: Words("Wij proberen het opnieuw.", "Trying again."),
                    now: now, language: language)),
            Sample(
                name: "dead-letters-none",
                page: DeadLettersPage(
                    calm, [], isFull: false, notice: nil, now: now, language: language)),
            Sample(
                name: "log",
                page: LogListPage(
                    LogPage(lines: lines, next: 1_190, size: 1_204),
                    filter: LogFilter(activity: .enrolment, role: .support, onlyPeople: true),
                    statement: statement, language: language)),
            Sample(
                name: "log-none",
                page: LogListPage(
                    LogPage(lines: [], next: nil, size: 0), filter: LogFilter(), statement: statement,
                    language: language)),
            Sample(
                name: "log-line",
                page: LogLinePage(lines[0], isProven: true, statement: statement, language: language)),
            Sample(
                name: "log-line-unproven",
                page: LogLinePage(lines[1], isProven: false, statement: statement, language: language)),
        ]
    }

    private static func line(role: Role, act: ProcessingAct) -> LogLine {
        LogLine(
            number: 1_203,
            leaf: LogLeaf(
                id: .fixed(5), at: now - .hours(1), act: act, activity: .message, purpose: .communication,
                basis: .contract, role: role, organisation: .bueno, caseFile: .fixed(6),
                service: .freeCalling, fields: FieldSet([Field.mobileNumber, .emailAddress]), revision: 0,
                subject: .fixed(7), actor: role.isPerson ? .fixed(8) : nil, statementVersion: 1, count: 2),
            customerName: nil)
    }
}
