import Domain
import Foundation

extension ProofReport {
    /// For a machine: sorted keys, so that two runs can be compared line by line.
    public var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }

    /// A report that was kept.
    init?(json: String) {
        guard let report = try? JSONDecoder().decode(ProofReport.self, from: Data(json.utf8)) else {
            return nil
        }
        self = report
    }

    /// For a person at a terminal: the promises by chapter, then what is wrong and how each was checked.
    public var text: String {
        var parts = [heading, ""]
        parts += Promise.Chapter.allCases.flatMap { chapter -> [String] in
            let lines = Promise.allCases.filter { $0.chapter == chapter }.compactMap(line)
            return lines.isEmpty ? [] : lines.map(row) + [""]
        }
        for line in lines where line.verdict == .broken { parts += [details(line, marker: "BROKEN"), ""] }
        for line in lines where line.verdict == .proven { parts += [details(line, marker: "proven"), ""] }
        return parts.joined(separator: "\n")
    }

    private var heading: String {
        let made = lines.count
        return """
            Statement version \(statementVersion): \(made) promises. \(count(.proven)) proven, \
            \(count(.broken)) broken, \(count(.noEvidence)) without evidence, \(count(.notBuilt)) not built yet. \
            Examined in \(milliseconds) ms.
            """
    }

    private func row(_ line: Line) -> String {
        let verdict =
            switch line.verdict {
            case .proven: "proven"
            case .broken: "BROKEN"
            case .noEvidence: "no evidence"
            case .notBuilt: "not built"
            }
        let figures =
            line.verdict == .notBuilt ? "" : "\(line.findings) found in \(line.examined) examined"
        return "\(line.promise)  \(padded(verdict, 12))  \(padded(line.title, 50))  \(figures)".trimmedEnd
    }

    private func details(_ line: Line, marker: String) -> String {
        var text = """
            \(line.promise) \(marker): \(line.title)
              Rule:  \(line.rule)
              Check: \(line.check)
              \(line.findings) found in \(line.examined) examined.
            """
        for row in line.rows { text += "\n  - \(row)" }
        let rest = line.findings - Int64(line.rows.count)
        if rest > 0 { text += "\n  - and \(rest) more" }
        return text
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
