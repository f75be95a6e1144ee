import Domain

@testable import Features
@testable import Portals

/// The pages about codes in the customer's portal.
extension Samples {
    static func batches(_ statement: Statement, _ language: Language) -> [Sample] {
        let form = FormBody([
            ("aantal", "0"), ("dag", "31"), ("maand", "2"), ("jaar", "2027"), ("naam", "bel 06 12345678"),
        ])
        let contracts = [contract(5), contract(6)]
        let new = { (form: FormBody, refusal: Refusal?, mark: String?) in
            NewBatchPage(
                form: form, contracts: contracts, statement: statement, refusal: refusal, mark: mark,
                now: now, language: language)
        }
        let change = { (change: BatchChangePage.Change, form: FormBody, refusal: Refusal?) in
            BatchChangePage(change, of: batch(), form: form, refusal: refusal, language: language)
        }
        return [
            Sample(name: "batches", page: list([batch(), batch(.making), batch(.stopped)], language)),
            Sample(name: "batches-none", page: list([], language)),
            Sample(name: "batches-counts", page: list([batch()], used: [batch().id: .hidden], language)),
            Sample(name: "batch-new", page: new(FormBody(), nil, nil)),
            Sample(name: "batch-new-one", page: new(FormBody(), nil, String(repeating: "0f", count: 32))),
            Sample(
                name: "batch-new-wrong-count", page: new(form, Refusal(BatchRefusal.countOutOfRange), nil)),
            Sample(name: "batch-new-wrong-day", page: new(form, .notADay, nil)),
            Sample(
                name: "batch-new-wrong-name", page: new(form, Refusal(BatchRefusal.reasonIsPersonal), nil)),
            Sample(
                name: "batch-new-wrong-contract", page: new(form, Refusal(BatchRefusal.unknownContract), nil)),
            Sample(name: "batch", page: page(batch(), language)),
            Sample(name: "batch-making", page: page(batch(.making), language)),
            Sample(name: "batch-waiting", page: page(batch(), codes: (waiting(500, false), nil), language)),
            Sample(name: "batch-downloaded", page: page(batch(), codes: (waiting(500, true), nil), language)),
            Sample(
                name: "batch-large",
                page: page(batch(issued: 5_000), codes: (waiting(5_000, false), nil), language)),
            Sample(
                name: "batch-over",
                page: page(
                    batch(), codes: (nil, EndedCodes(isConfirmed: false, at: now - .hours(3))),
                    refusal: Refusal(BatchRefusal.nothingToDownload), language)),
            Sample(
                name: "batch-saved",
                page: page(batch(), codes: (nil, EndedCodes(isConfirmed: true, at: now)), language)),
            Sample(name: "batch-nothing-found", page: page(batch(), letters: [], language)),
            Sample(
                name: "batch-counts",
                page: BatchPage(
                    batch(), codes: nil, used: [:], weeks: weeks(language), letters: nil, now: now,
                    language: language)),
            Sample(name: "batch-figures", page: figures(language)),
            Sample(name: "batch-revoke-all", page: change(.revokeAll(open: 131), FormBody(), nil)),
            Sample(
                name: "batch-revoke",
                page: change(.revoke(letter: 132), form, Refusal(BatchRefusal.reasonIsPersonal))),
            Sample(name: "batch-replace", page: change(.replace(letter: 137), FormBody(), nil)),
            Sample(name: "batch-extend", page: change(.extend, FormBody(), nil)),
            Sample(
                name: "batch-extend-wrong", page: change(.extend, form, Refusal(BatchRefusal.dayNotLater))),
        ]
    }

    private static func contract(_ number: UInt8) -> Contract {
        Contract(
            id: .fixed(number), customer: .fixed(3), service: .freeCalling,
            starts: now - .days(Int64(number) * 90),
            ended: nil)
    }

    private static func batch(_ state: CodeBatch.State = .done, issued: Int = 501) -> Batch {
        let made = state == .making ? 212 : issued
        return Batch(
            id: .fixed(9), reason: "Energiehulp winter 2026", state: state, created: now - .days(20),
            expires: CalendarDay(of: now + .days(8)).end, size: issued == 501 ? 500 : issued, issued: made,
            counts: BatchCounts(used: 363, unused: 131, replaced: 4, revoked: 2), isWaiting: false)
    }

    private static func waiting(_ letters: Int, _ isDownloaded: Bool) -> WaitingCodes {
        WaitingCodes(letters: letters, until: now + .hours(23) + .minutes(5), isDownloaded: isDownloaded)
    }

    private static func list(
        _ batches: [Batch], used: [CodeBatch.ID: SmallCells.Cell]? = nil, _ language: Language
    ) -> BatchListPage {
        BatchListPage(batches, used: used, page: 2, hasMore: !batches.isEmpty, now: now, language: language)
    }

    private static func page(
        _ batch: Batch, codes: (waiting: WaitingCodes?, ended: EndedCodes?)? = (nil, nil),
        letters: [Letter]? = nil,
        refusal: Refusal? = nil, _ language: Language
    ) -> BatchPage {
        let found =
            letters ?? [
                Letter(number: 131, status: .used, since: now - .days(20), replacedBy: nil, reason: nil),
                Letter(number: 132, status: .unused, since: nil, replacedBy: nil, reason: nil),
                Letter(
                    number: 135, status: .revoked, since: now - .days(1), replacedBy: nil, reason: "Verhuisd"),
                Letter(number: 137, status: .replaced, since: now, replacedBy: 501, reason: "Kwijt"),
            ]
        let list = LetterList(
            LetterPage(letters: found, count: found.isEmpty ? 0 : 501, page: 3), of: batch,
            search: LetterList.Search(FormBody([("p", "3")])), now: now, today: AmsterdamTime(now),
            language: language)
        return BatchPage(
            batch, codes: codes, used: nil, weeks: weeks(language), letters: list,
            file: letterFile(language),
            notice: Words("De brief is vervangen.", "The letter is replaced."), refusal: refusal, now: now,
            language: language)
    }

    private static var cells: SmallCells {
        SmallCells([[0, 0, 3, 4, 142, 118, 61, 42], [0, 12, 0, 0, 0, 80, 9, 30]])
    }

    private static func weeks(_ language: Language) -> WeeksChart {
        WeeksChart(
            CalendarWeek(of: now).last(8), cells.row(0), told: WeeksChart.usedCodes, language: language)
    }

    private static func figures(_ language: Language) -> BatchFiguresPage {
        BatchFiguresPage(
            UsedPerWeek(
                weeks: CalendarWeek(of: now).last(8), cells: cells,
                batches: [(.fixed(9), "Energiehulp winter 2026"), (.fixed(10), "Energiehulp zomer 2026")]),
            language: language)
    }
}
