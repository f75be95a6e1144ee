/// Counts of people in a table, of which the small ones are hidden: behind a count of 3 somebody can guess who.
///
/// A hidden cell must not come back by subtraction either, so lines with a total hide more than what is small: no line
/// has one hidden cell, and what a line hides together is never small. Zero hides nobody and is shown.
public struct SmallCells: Sendable {
    public enum Cell: Hashable, Sendable {
        case shown(Int)
        case hidden

        public var count: Int? { if case .shown(let count) = self { count } else { nil } }
    }

    /// Fewer people than this are not shown.
    public static let countMin = 10

    /// The cells, with the total of each row as its last cell, and the totals of the columns as the last row.
    public let rows: [[Cell]]

    /// - `counts`: rows of equal length, without totals.
    public init(_ counts: [[Int]]) {
        let width = counts.map(\.count).max() ?? 0
        let whole = counts.map { $0 + Array(repeating: 0, count: width - $0.count) }
        let withTotals = whole.map { $0 + [$0.reduce(0, +)] }
        let totals = (0...width).map { column in withTotals.reduce(0) { $0 + $1[column] } }
        var table = Table(counts: withTotals + [totals])
        table.hide()
        rows = table.cells
    }

    /// One line of counts and its total.
    public init(line counts: [Int]) {
        self.init([counts])
    }

    /// A row without its total.
    public func row(_ index: Int) -> [Cell] { Array(rows[index].dropLast()) }

    /// The totals of the columns.
    public var totals: [Cell] { Array(rows[rows.count - 1].dropLast()) }
}

/// The table while cells are being hidden. The last of each line is the sum of the others.
private struct Table {
    let counts: [[Int]]
    private var isHidden: [[Bool]]

    init(counts: [[Int]]) {
        self.counts = counts
        isHidden = counts.map { $0.map { $0 > 0 && $0 < SmallCells.countMin } }
    }

    var cells: [[SmallCells.Cell]] {
        counts.indices.map { row in
            counts[row].indices.map { isHidden[row][$0] ? .hidden : .shown(counts[row][$0]) }
        }
    }

    /// Hides more until every line is safe. Hidden cells only become more, so it ends.
    mutating func hide() {
        var isChanged = true
        while isChanged {
            isChanged = false
            for line in lines where !isSafe(line) {
                guard let next = smallestShown(line) else { continue }
                isHidden[next.row][next.column] = true
                isChanged = true
            }
        }
    }

    private struct Place {
        let row: Int
        let column: Int
    }

    private var lines: [[Place]] {
        let columns = counts.first?.indices ?? 0..<0
        return counts.indices.map { row in columns.map { Place(row: row, column: $0) } }
            + columns.map { column in counts.indices.map { Place(row: $0, column: column) } }
    }

    private func isSafe(_ line: [Place]) -> Bool {
        let hidden = line.filter { isHidden[$0.row][$0.column] }
        guard let total = line.last, !hidden.isEmpty else { return true }
        guard hidden.count > 1 else { return false }
        // With the total in sight, what is hidden together can be computed: it must not be small.
        return isHidden[total.row][total.column] || hidden.reduce(0) { $0 + count($1) } >= SmallCells.countMin
    }

    /// Zeros stay in sight: hiding them protects nobody.
    private func smallestShown(_ line: [Place]) -> Place? {
        line.filter { !isHidden[$0.row][$0.column] && count($0) > 0 }.min { count($0) < count($1) }
    }

    private func count(_ place: Place) -> Int { counts[place.row][place.column] }
}
