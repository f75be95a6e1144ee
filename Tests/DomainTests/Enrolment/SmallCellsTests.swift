import Domain
import Testing

/// Counts of people: what is small is hidden, and nothing that is shown gives it away.
@Suite struct SmallCellsTests {
    @Test(
        arguments: [
            // Counts of one line, and what is shown of them (nil is hidden).
            ([0, 0, 0], [0, 0, 0]),
            ([10, 42, 118], [10, 42, 118]),
            // One small cell beside a total would be a subtraction: the next smallest goes too.
            ([9, 42, 118], [nil, nil, 118]),
            ([1, 0, 0], [nil, 0, 0]),
            // Two that are small together would still be small: a third goes.
            ([3, 4, 40, 50], [nil, nil, nil, 50]),
            ([9, 9, 40], [nil, nil, 40]),
            ([5], [nil]), ([12], [12]), ([], []),
        ] as [([Int], [Int?])])
    func `a line hides what is small, and enough beside it`(counts: [Int], shown: [Int?]) {
        #expect(SmallCells(line: counts).row(0).map(\.count) == shown)
    }

    @Test func `a total that is small is hidden too`() {
        let cells = SmallCells(line: [2, 3])
        #expect(cells.rows.map(\.last) == [.hidden, .hidden])
        #expect(SmallCells(line: [12, 30]).rows.first?.last == .shown(42))
    }

    @Test func `a hidden cell cannot be had from another line of the table`() {
        // Week 2 of the first batch is small; the second batch and the total would give it away.
        let cells = SmallCells([[30, 5], [40, 50]])
        #expect(cells.rows[0][1] == .hidden && cells.rows[1][1] == .hidden)
        #expect(cells.totals == [.shown(70), .shown(55)])
        #expect(cells.rows[0][0] == .hidden && cells.rows[1][0] == .hidden)
    }

    /// Against every way to subtract within a line, for tables of all kinds.
    @Test(arguments: 0..<200)
    func `no line of any table gives away a small count`(seed: Int) {
        var dice = Dice(state: UInt64(seed) &* 2_654_435_761 &+ 7)
        let (height, width) = (1 + Int(dice.next() % 5), 1 + Int(dice.next() % 12))
        let counts = (0..<height).map { _ in
            (0..<width).map { _ in [0, Int(dice.next() % 12), Int(dice.next() % 90)][Int(dice.next() % 3)] }
        }
        let cells = SmallCells(counts)
        let whole = counts.map { $0 + [$0.reduce(0, +)] }
        let truth = whole + [(0...width).map { column in whole.reduce(0) { $0 + $1[column] } }]
        let rows = cells.rows.indices.map { row in (0...width).map { (row, $0) } }
        let columns = (0...width).map { column in cells.rows.indices.map { ($0, column) } }
        for line in rows + columns {
            let hidden = line.filter { cells.rows[$0.0][$0.1] == .hidden }
            for (row, column) in line where (1..<SmallCells.countMin).contains(truth[row][column]) {
                #expect(cells.rows[row][column] == .hidden)
            }
            for (row, column) in line {
                if let count = cells.rows[row][column].count { #expect(count == truth[row][column]) }
            }
            guard !hidden.isEmpty, let last = line.last else { continue }
            #expect(hidden.count > 1)
            if cells.rows[last.0][last.1] != .hidden {
                #expect(hidden.reduce(0) { $0 + truth[$1.0][$1.1] } >= SmallCells.countMin)
            }
        }
    }

    private struct Dice {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
