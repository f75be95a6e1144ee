import Domain
import Features

/// How many codes are used, of all batches together.
struct BatchFiguresPage: Page {
    static let template = "customer/codes/figures"
    let title: String
    let weeks: WeeksChart
    let hasBatches: Bool
    let rows: [LinkRow]

    init(_ used: UsedPerWeek, language: Language) {
        title = Words("Hoeveel codes zijn gebruikt?", "How many codes are used?")(language)
        weeks = WeeksChart(used.weeks, used.cells.totals, told: WeeksChart.usedCodes, language: language)
        let detail = Words("Week %1", "Week %1")
        rows = used.batches.enumerated().map { index, batch in
            let cells = zip(used.weeks, used.cells.row(index)).suffix(4).reversed()
            let told = cells.map { week, cell in "\(week.number): \(cell.text(language))" }
            return LinkRow(
                BatchPath.batch(batch.id), batch.reason, detail(language, told.joined(separator: ", ")))
        }
        hasBatches = !rows.isEmpty
    }
}
