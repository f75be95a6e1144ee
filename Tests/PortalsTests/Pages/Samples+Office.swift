import Domain

@testable import Features
@testable import Portals

/// The pages of BuenO's own office.
extension Samples {
    static func office(_ statement: Statement, _ language: Language) -> [Sample] {
        cases(language) + oneCase(statement, language) + supervision(statement, language)
            + proof(statement, language)
    }

    private static func cases(_ language: Language) -> [Sample] {
        let reasons: [CaseReason] = [.helpWithSignIn, .complaint]
        let list = [summary(), summary(2, isBreakGlass: true), summary(3, isYours: false)]
        return [
            Sample(
                name: "cases-empty",
                page: CasesPage([], showsAll: false, canSearch: true, now: now, language: language)),
            Sample(
                name: "cases",
                page: CasesPage(
                    list, showsAll: true, canSearch: true,
                    notice: Words("De zaak is gesloten.", "The case is closed."), now: now, language: language
                )),
            Sample(
                name: "case-search", page: CaseSearchPage(reasons: reasons, language: language)),
            Sample(
                name: "case-search-wrong",
                page: CaseSearchPage(
                    reasons: reasons, chosen: .complaint, sentence: "Mailde vanaf iemand@example.nl",
                    sought: "06 12345678", refusal: Refusal(CaseRefusal.sentencePersonal), language: language)
            ),
            Sample(
                name: "case-search-enough",
                page: CaseSearchPage(
                    reasons: reasons, refusal: Refusal(CaseRefusal.tooManySearches), language: language)),
            Sample(
                name: "case-search-urgent",
                page: CaseSearchPage(reasons: reasons, isUrgent: true, language: language)),
            Sample(
                name: "case-found",
                page: CaseFoundPage([summary(), summary(2, isGuarded: true)], language: language)),
            Sample(name: "case-found-nobody", page: CaseFoundPage([nobody], language: language)),
            Sample(name: "case-glass", page: CaseGlassPage(summary().file, language: language)),
            Sample(
                name: "case-hand-over",
                page: CaseHandOverPage(
                    .fixed(1), [CaseColleague(id: .fixed(9), name: Sensitive("Fenna Voorbeeld"))],
                    language: language)),
            Sample(
                name: "case-hand-over-nobody", page: CaseHandOverPage(.fixed(1), [], language: language)),
            Sample(
                name: "case-hand-over-wrong",
                page: CaseHandOverPage(
                    .fixed(1), [CaseColleague(id: .fixed(9), name: Sensitive("Fenna Voorbeeld"))],
                    chosen: .fixed(9), refusal: Refusal(CaseRefusal.notYours), language: language)),
            Sample(
                name: "case-glass-wrong",
                page: CaseGlassPage(
                    summary().file, sentence: "Bel 06 12345678", refusal: Refusal(CaseRefusal.notYours),
                    language: language)),
        ]
    }

    private static func oneCase(_ statement: Statement, _ language: Language) -> [Sample] {
        let page = { (summary: CaseSummary, opened: CasePage.Opened, refusal: Refusal?) in
            CasePage(
                detail(summary), opened: opened, refusal: refusal, mayHold: refusal == nil,
                mayBringPaper: refusal == nil, now: now,
                vocabulary: statement.vocabulary, language: language)
        }
        let opened = CasePage.Opened(
            fields: [
                .mobileNumber: Sensitive("+31612345678"), .emailAddress: Sensitive("iemand@example.nl"),
            ],
            notes: [
                CaseNoteLine(text: Sensitive("Belt morgen terug"), written: now - .hours(1), isYours: true)
            ])
        return [
            Sample(name: "case", page: page(summary(), .init(), nil)),
            Sample(name: "case-opened", page: page(summary(), opened, nil)),
            Sample(name: "case-guarded", page: page(summary(isGuarded: true), .init(), nil)),
            Sample(
                name: "case-broken-open",
                page: page(
                    summary(isBreakGlass: true, isGuarded: true), .init(),
                    Refusal(CaseRefusal.sentenceTooShort))),
            Sample(name: "case-of-colleague", page: page(summary(isYours: false), .init(), nil)),
            Sample(
                name: "case-note-missing",
                page: page(summary(), .init(), Refusal(CaseRefusal.noteMissing))),
        ]
    }

    private static func supervision(_ statement: Statement, _ language: Language) -> [Sample] {
        let vocabulary = statement.vocabulary
        return [
            Sample(
                name: "supervision",
                page: SupervisionPage(
                    busyOversight, vocabulary: vocabulary, now: now, language: language)),
            Sample(
                name: "supervision-named",
                page: SupervisionPage(
                    busyOversight, named: (.fixed(9), Sensitive("Fenna Voorbeeld")),
                    vocabulary: vocabulary, now: now, language: language)
            ),
            Sample(
                name: "supervision-quiet",
                page: SupervisionPage(
                    quietOversight, vocabulary: vocabulary, now: now, language: language)),
        ]
    }

    static var busyOversight: Oversight {
        let viewer = UnusualViewer(
            account: .fixed(9), number: "09090909",
            signs: [
                .brokenGlass(cases: 1), .manyPersons(today: 41, usual: 6), .samePerson(persons: 1),
                .oddHours(openings: 2),
            ])
        return Oversight(
            rolesEnding: [
                EndingRole(role: .support, count: 2, first: now + .days(3)),
                EndingRole(role: .fieldOperator, count: 1, first: now + .days(9)),
            ], unusual: [viewer], brokenOpen: [summary(2, isBreakGlass: true)], logSize: 94_331,
            logSigned: now - .hours(2), witness: .agrees)
    }

    static var quietOversight: Oversight {
        Oversight(
            rolesEnding: [], unusual: [], brokenOpen: [], logSize: 0, logSigned: nil, witness: .none)
    }

    private static func proof(_ statement: Statement, _ language: Language) -> [Sample] {
        let report = report(isBroken: true, at: now - .hours(11))
        return [
            Sample(
                name: "proof",
                page: ProofPage(
                    report, progress: nil, statement: statement, today: AmsterdamTime(now), language: language
                )),
            Sample(
                name: "proof-running",
                page: ProofPage(
                    nil, progress: ProofProgress(seen: 400, total: 1_000), statement: statement,
                    today: AmsterdamTime(now), language: language)),
        ]
    }

    static func report(isBroken: Bool, at moment: Moment) -> ProofReport {
        let lines = Promise.allCases.enumerated().map { index, promise in
            let verdict: ProofReport.Verdict =
                switch index % 13 {
                case 4: isBroken ? .broken : .proven
                case 6: .noEvidence
                case 9: .notBuilt
                default: .proven
                }
            return ProofReport.Line(
                promise: promise.id, title: "A promise", verdict: verdict, rule: "A rule.", check: "A check.",
                examined: 214, findings: verdict == .broken ? 21 : 0,
                rows: verdict == .broken ? ["person 0a1b: something"] : [])
        }
        return ProofReport(
            at: moment.milliseconds, statementVersion: 2, milliseconds: 41_000, lines: lines)
    }

    private static func summary(
        _ number: UInt8 = 1, isBreakGlass: Bool = false, isGuarded: Bool = false, isYours: Bool = true
    ) -> CaseSummary {
        CaseSummary(
            file: CaseFile(
                id: .fixed(number), reason: .helpWithSignIn, subject: .endUser(.fixed(5)), holder: .fixed(2),
                opened: now - .hours(1),
                expires: now + (isBreakGlass ? .hours(3) : .days(13)), closed: nil, isBreakGlass: isBreakGlass
            ),
            sentence: "Belde omdat inloggen niet lukt", customerName: "Gemeente Voorbeeld",
            enrolled: now - .days(80), isGuarded: isGuarded, isYours: isYours)
    }

    private static var nobody: CaseSummary {
        CaseSummary(
            file: CaseFile(
                id: .fixed(4), reason: .complaint, subject: .nobody, holder: .fixed(2), opened: now,
                expires: now + .days(14), closed: now, isBreakGlass: false),
            sentence: "Klacht over een gesprek", customerName: nil, enrolled: nil, isGuarded: false,
            isYours: true, request: .fixed(6), restricted: now - .days(3))
    }

    private static func detail(_ summary: CaseSummary) -> CaseDetail {
        CaseDetail(
            summary: summary, fields: FieldSet([Field.mobileNumber, .emailAddress, .enrolmentCode]),
            noteCount: 1,
            events: [
                .init(at: now - .minutes(20), what: .opened(FieldSet([Field.mobileNumber])), isYours: true),
                .init(
                    at: now - .minutes(40), what: .step(.extended, sentence: "Wacht op antwoord"),
                    isYours: false),
            ], waitsForGuardian: true)
    }
}
