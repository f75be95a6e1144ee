/// A row that names its properties itself, where a page has many: reflecting upon them takes longer than writing them.
protocol PageRow {
    var fields: [(name: String, value: PageValue)] { get }
}

/// What a template can see of a page: reflected upon once, before anything is written.
enum PageValue: Sendable {
    case text(String)
    case flag(Bool)
    case list([PageValue])
    /// The properties of a row, without those that are nil.
    case record([(name: String, value: PageValue)])

    /// Nothing for an absent optional.
    init?(_ value: Any) {
        switch value {
        case let text as String: self = .text(text)
        case let flag as Bool: self = .flag(flag)
        case let number as Int: self = .text(String(number))
        case let row as any PageRow: self = .record(row.fields)
        default:
            let mirror = Mirror(reflecting: value)
            switch mirror.displayStyle {
            case .optional:
                guard let wrapped = mirror.children.first.flatMap({ PageValue($0.value) }) else { return nil }
                self = wrapped
            case .collection: self = .list(mirror.children.compactMap { PageValue($0.value) })
            case .struct: self = .record(of: mirror)
            default: self = .text("\(value)")
            }
        }
    }

    /// A page's own names first; then what the layout around it needs.
    init(page: some Page, frame: Frame, template: String) {
        guard case .record(var fields) = PageValue.record(of: Mirror(reflecting: page)) else {
            self = .list([])
            return
        }
        fields.append(("frame", .record(of: Mirror(reflecting: frame))))
        fields.append(("template", .text(template)))
        self = .record(fields)
    }

    private static func record(of mirror: Mirror) -> PageValue {
        var fields: [(name: String, value: PageValue)] = []
        fields.reserveCapacity(16)
        for child in mirror.children {
            if let name = child.label, let value = PageValue(child.value) { fields.append((name, value)) }
        }
        return .record(fields)
    }

    subscript(name: String) -> PageValue? {
        guard case .record(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }

    /// As often as a section over this value is written, and with what: never for false or an empty list.
    var rows: [PageValue] {
        switch self {
        case .flag(let isShown): isShown ? [self] : []
        case .list(let rows): rows
        case .text, .record: [self]
        }
    }

    /// Appends the text with HTML's five special characters written as references.
    func escaped(to html: inout [UInt8]) {
        switch self {
        case .text(let text):
            for byte in text.utf8 {
                switch byte {
                case UInt8(ascii: "<"): html += "&lt;".utf8
                case UInt8(ascii: ">"): html += "&gt;".utf8
                case UInt8(ascii: "&"): html += "&amp;".utf8
                case UInt8(ascii: "\""): html += "&quot;".utf8
                case UInt8(ascii: "'"): html += "&#39;".utf8
                default: html.append(byte)
                }
            }
        case .flag(let flag): html += flag ? "true".utf8 : "false".utf8
        case .list, .record: break
        }
    }
}
