import Domain

/// A bar chart of weeks, drawn by the server, and the same figures as a table.
struct WeeksChart: Sendable {
    struct Bar: Sendable {
        let isShown: Bool
        let x: String
        let y: Int
        let height: Int
        let middle: String
        let labelY: Int
        let count: String
        let week: String
    }

    struct Row: Sendable {
        let week: String
        let count: String
    }

    let description: String
    let barWidth: String
    let hasBars: Bool
    let bars: [Bar]
    /// Newest first.
    let rows: [Row]

    private static let base = 194
    private static let highest = 170

    /// - `told`: what it shows, with `%1` for the figures.
    init(_ weeks: [CalendarWeek], _ cells: [SmallCells.Cell], told sentence: Words, language: Language) {
        let most = max(1, cells.compactMap(\.count).max() ?? 0)
        let step = 100.0 / Double(max(1, weeks.count))
        let width = step * 0.68
        barWidth = Self.percent(width)
        bars = zip(weeks, cells).enumerated().map { index, pair in
            let (week, cell) = pair
            let left = step * Double(index) + (step - width) / 2
            let height = (cell.count ?? 0) * Self.highest / most
            return Bar(
                isShown: (cell.count ?? 0) > 0, x: Self.percent(left), y: Self.base - height, height: height,
                middle: Self.percent(left + width / 2), labelY: Self.base - height - 7,
                count: cell == .hidden ? "?" : WrittenCount.text(cell.count ?? 0, language),
                week: String(week.number))
        }
        hasBars = bars.contains { $0.isShown }
        rows = zip(weeks, cells).reversed().map { week, cell in
            Row(
                week: String(week.number), count: cell.text(language))
        }
        let told = zip(weeks, cells).map { week, cell in "\(week.number): \(cell.text(language))" }
        description = sentence(language, told.joined(separator: ", "))
    }

    static let usedCodes = Words(
        "Staafdiagram. Gebruikte codes per week. Week %1.", "Bar chart. Codes used per week. Week %1.")

    /// One decimal, with a point: as SVG reads it.
    private static func percent(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
