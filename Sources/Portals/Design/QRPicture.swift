import Domain

/// A QR code as one SVG path, so that a template can print it: `<path d="{{path}}">`.
///
/// A run of dark modules in a row is one rectangle, and a run that stands unchanged in the next rows is the same one.
/// `shape-rendering="crispEdges"` on the picture keeps the rectangles joined at any size.
struct QRPicture: Sendable {
    /// Light modules on each side; a reader needs four to find the code.
    static let quietZone = 4

    let path: String
    let viewBox: String

    init(_ matrix: QRMatrix) {
        let side = matrix.size + 2 * Self.quietZone
        viewBox = "0 0 \(side) \(side)"
        var path = ""
        var open: [Range<Int>: Int] = [:]
        // One row beyond the last closes what is still open.
        for row in 0...matrix.size {
            let runs = Self.runs(matrix, row: row)
            for (run, firstRow) in open.sorted(by: { $0.key.lowerBound < $1.key.lowerBound })
            where !runs.contains(run) {
                path += Self.rectangle(run, rows: firstRow..<row)
                open[run] = nil
            }
            for run in runs where open[run] == nil { open[run] = row }
        }
        self.path = path
    }

    /// The dark columns of a row, as ranges from left to right.
    private static func runs(_ matrix: QRMatrix, row: Int) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for column in 0...matrix.size {
            let isDark = matrix.isDark(row: row, column: column)
            if isDark, start == nil { start = column }
            if !isDark, let first = start {
                runs.append(first..<column)
                start = nil
            }
        }
        return runs
    }

    private static func rectangle(_ columns: Range<Int>, rows: Range<Int>) -> String {
        "M\(columns.lowerBound + quietZone) \(rows.lowerBound + quietZone)h\(columns.count)v\(rows.count)"
            + "h-\(columns.count)z"
    }
}
