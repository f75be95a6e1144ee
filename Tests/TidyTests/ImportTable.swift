/// Which target may import what, as `docs/ARCHITECTURE.md` says: the table is the rule, and people read it there.
struct ImportTable: Sendable {
    struct Malformed: Error {}

    private var allowed: [String: Set<String>] = [:]
    private(set) var targets: [String] = []

    /// Reads the rows ``| `Target` | what | `A`, `B` |`` under the heading "Who may import whom".
    init(_ document: SourceFile) throws {
        let lines = document.lines.drop { !$0.hasSuffix("Who may import whom") }.dropFirst()
        for line in lines.prefix(while: { !$0.hasPrefix("#") }) where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { String($0) }
            guard cells.count == 3, let target = Self.names(in: cells[0]).first else { throw Malformed() }
            targets.append(target)
            allowed[target] = Set(Self.names(in: cells[2]))
        }
        guard !targets.isEmpty else { throw Malformed() }
    }

    /// The imports of this file that the table does not allow; a target that is not in the table may import nothing.
    func violations(in file: SourceFile) -> [String] {
        guard file.has("swift"), let target = file.target else { return [] }
        return zip(1..., file.lines).compactMap { number, line in
            guard let module = Self.module(importedBy: line), allowed[target]?.contains(module) != true else {
                return nil
            }
            return "\(file.path):\(number) imports \(module)"
        }
    }

    /// `Foundation` for `internal import struct Foundation.Data`.
    static func module(importedBy line: String) -> String? {
        let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
        ]
        let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        let code = line.prefix(upTo: line.firstRange(of: "//")?.lowerBound ?? line.endIndex)
        var words = code.split(separator: " ")[...]
        while let first = words.first, levels.contains(first) || first.hasPrefix("@") {
            words = words.dropFirst()
        }
        guard words.first == "import" else { return nil }
        words = words.dropFirst()
        if let first = words.first, kinds.contains(first) { words = words.dropFirst() }
        return words.first.map { String($0.prefix { $0 != "." }) }
    }

    /// What stands between backquotes.
    private static func names(in cell: String) -> [String] {
        zip(0..., cell.split(separator: "`", omittingEmptySubsequences: false)).filter { $0.0 % 2 == 1 }
            .map { String($0.1) }
    }
}
