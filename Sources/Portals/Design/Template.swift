/// One template in one language, parsed once into the few kinds of part that ours have.
///
/// Understood: `{{name}}`, `{{.}}`, `{{#name}}...{{/name}}`, `{{^name}}...{{/name}}`, `{{>part}}`, and `{{>*name}}`
/// for the part that a property names. All output is escaped; nothing else can be written. A general Mustache
/// reflects at every tag, which took most of the time of a page.
struct Template: Sendable {
    struct Malformed: Error {}

    private indirect enum Part: Sendable {
        case text([UInt8])
        case value(Path)
        case section(Path, [Part])
        case otherwise(Path, [Part])
        case template(String)
        case namedTemplate(Path)
    }

    /// A name with dots; empty for the value itself.
    private typealias Path = [String]

    private let parts: [Part]

    /// Refuses a tag that does not end, and a section that is not closed in its order.
    init(_ source: String) throws(Malformed) {
        var tags = Tags(source)
        parts = try Self.parts(&tags, until: nil)
    }

    private static func parts(_ tags: inout Tags, until closing: String?) throws(Malformed) -> [Part] {
        var parts: [Part] = []
        while let (text, tag) = try tags.next() {
            if !text.isEmpty { parts.append(.text(text)) }
            guard let tag else { break }
            let name = String(tag.drop { "#^/>*".contains($0) })
            let path = name == "." ? [] : name.split(separator: ".").map(String.init)
            switch tag.first {
            case "#": parts.append(.section(path, try Self.parts(&tags, until: name)))
            case "^": parts.append(.otherwise(path, try Self.parts(&tags, until: name)))
            case ">": parts.append(tag.hasPrefix(">*") ? .namedTemplate(path) : .template(name))
            case "/" where name == closing: return parts
            case "/": throw Malformed()
            default: parts.append(.value(path))
            }
        }
        guard closing == nil else { throw Malformed() }
        return parts
    }

    /// Writes the values into the parts. A name is looked for in the innermost row first, then outwards.
    func write(_ values: PageValue, using templates: [String: Template], to html: inout [UInt8]) {
        var rows = [values]
        Self.write(parts, &rows, templates, &html)
    }

    private static func write(
        _ parts: [Part], _ rows: inout [PageValue], _ templates: [String: Template], _ html: inout [UInt8]
    ) {
        for part in parts {
            switch part {
            case .text(let text): html += text
            case .value(let path): find(path, in: rows)?.escaped(to: &html)
            case .section(let path, let inner):
                guard let value = find(path, in: rows) else { continue }
                for row in value.rows {
                    rows.append(row)
                    write(inner, &rows, templates, &html)
                    rows.removeLast()
                }
            case .otherwise(let path, let inner):
                if find(path, in: rows)?.rows.isEmpty ?? true { write(inner, &rows, templates, &html) }
            case .template(let name):
                if let template = templates[name] { write(template.parts, &rows, templates, &html) }
            case .namedTemplate(let path):
                guard case .text(let name)? = find(path, in: rows), let template = templates[name] else {
                    continue
                }
                write(template.parts, &rows, templates, &html)
            }
        }
    }

    private static func find(_ path: Path, in rows: [PageValue]) -> PageValue? {
        guard let first = path.first else { return rows.last }
        for row in rows.reversed() {
            guard var value = row[first] else { continue }
            for name in path.dropFirst() {
                guard let inner = value[name] else { return nil }
                value = inner
            }
            return value
        }
        return nil
    }
}

/// A source as text and tags in turn. A section or part that stands alone on its line takes the line with it.
private struct Tags {
    private var rest: Substring
    private var isLineStart = true

    init(_ source: String) {
        rest = source[...]
    }

    mutating func next() throws(Template.Malformed) -> (text: [UInt8], tag: String?)? {
        guard !rest.isEmpty else { return nil }
        guard let opening = rest.firstRange(of: "{{") else {
            defer { rest = "" }
            return (Array(rest.utf8), nil)
        }
        var text = rest[..<opening.lowerBound]
        let behind = rest[opening.upperBound...]
        guard let closing = behind.firstRange(of: "}}") else { throw Template.Malformed() }
        let tag = String(behind[..<closing.lowerBound])
        rest = behind[closing.upperBound...]
        let line = text[(text.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex)...]
        let opensLine = line.allSatisfy { $0 == " " } && (line.startIndex > text.startIndex || isLineStart)
        let following = rest.drop { $0 == " " }
        isLineStart = false
        if let first = tag.first, "#^/>".contains(first), opensLine, following.first?.isNewline ?? true {
            text = text[..<line.startIndex]
            rest = following.dropFirst()
            isLineStart = true
        }
        return (Array(text.utf8), tag)
    }
}
