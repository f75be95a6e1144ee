import Domain
import Foundation
import Mustache

/// All templates in all languages, parsed once at start.
///
/// A template carries its words side by side, `[[Nederlands|English]]`; each language gets its own parsed
/// copy, so nothing is looked up while a page is made.
struct Templates: Sendable {
    enum Refusal: Error, CustomStringConvertible {
        case missing(String)
        case untranslated(template: String, text: String)
        case unescaped(template: String)
        case malformed(template: String)

        var description: String {
            switch self {
            case .missing(let name): "no template \(name)"
            case .untranslated(let template, let text): "\(template): no translation of [[\(text)]]"
            case .unescaped(let template): "\(template): unescaped output"
            case .malformed(let template): "\(template): malformed"
            }
        }
    }

    static let layout = "layout"
    private let libraries: [Language: MustacheLibrary]
    /// The names of all templates, for the tests that look at each.
    let names: [String]

    /// Reads a directory of `.mustache` files. Refuses unescaped output and words without a translation.
    init(directory: URL) throws {
        let sources = try Self.sources(in: directory)
        let unescaped = ["{", "&"].map { "{{" + $0 }
        var libraries: [Language: MustacheLibrary] = [:]
        for language in Language.allCases {
            var library = MustacheLibrary()
            for (name, source) in sources {
                guard !unescaped.contains(where: source.contains) else { throw Refusal.unescaped(template: name) }
                let text = try Self.chosen(source, in: language, template: name)
                do {
                    try library.register(text, named: name)
                } catch {
                    throw Refusal.malformed(template: name)
                }
            }
            libraries[language] = library
        }
        self.libraries = libraries
        names = sources.keys.sorted()
    }

    func html(_ page: some Page, frame: Frame, language: Language) throws -> String {
        let name = type(of: page).template
        guard let library = libraries[language], library.getTemplate(named: name) != nil,
            let html = library.render(Sheet(page: page, frame: frame, template: name), withTemplate: Self.layout)
        else { throw Refusal.missing(name) }
        return html
    }

    /// The page's own names first; `frame` and `template` for the layout around it.
    private struct Sheet: MustacheParent {
        let fields: [String: Any]

        init(page: some Page, frame: Frame, template: String) {
            var fields = Mirror(reflecting: page).children.reduce(into: [String: Any]()) { fields, child in
                guard let label = child.label, let value = unwrapped(child.value) else { return }
                fields[label] = value
            }
            fields["frame"] = Record(frame)
            fields["template"] = template
            self.fields = fields
        }

        func child(named name: String) -> Any? { fields[name] }
    }

    private static func sources(in directory: URL) throws -> [String: String] {
        let keys: [URLResourceKey] = []
        guard let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: keys) else {
            throw Refusal.missing(directory.lastPathComponent)
        }
        var sources: [String: String] = [:]
        let base = directory.standardizedFileURL.path
        for case let file as URL in files where file.pathExtension == "mustache" {
            let path = file.standardizedFileURL.path.dropFirst(base.count).drop { $0 == "/" }
            sources[String(path.dropLast(".mustache".count))] = try String(contentsOf: file, encoding: .utf8)
        }
        return sources
    }

    /// The template with only the words of one language left in it.
    private static func chosen(_ source: String, in language: Language, template: String) throws -> String {
        var result = ""
        var rest = source[...]
        while let opening = rest.range(of: "[[") {
            result += rest[..<opening.lowerBound]
            guard let closing = rest.range(of: "]]", range: opening.upperBound..<rest.endIndex) else {
                throw Refusal.malformed(template: template)
            }
            let inner = rest[opening.upperBound..<closing.lowerBound]
            let pair = inner.split(separator: "|", omittingEmptySubsequences: false)
            guard pair.count == 2 else { throw Refusal.untranslated(template: template, text: String(inner)) }
            result += Words(String(pair[0]), String(pair[1]))(language)
            rest = rest[closing.upperBound...]
        }
        return result + rest
    }
}

/// A value as a dictionary of its properties: reflected upon once, not at every tag.
struct Record: MustacheParent {
    private let fields: [String: Any]

    init(_ value: Any) {
        fields = Mirror(reflecting: value).children.reduce(into: [:]) { fields, child in
            guard let label = child.label, let value = unwrapped(child.value) else { return }
            fields[label] = value
        }
    }

    func child(named name: String) -> Any? { fields[name] }
}

/// What templates see of a property: nothing for an absent optional, records for rows, and itself for the rest.
private func unwrapped(_ value: Any) -> Any? {
    if value is String || value is Bool || value is Int { return value }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { unwrapped($0.value) }
    case .collection: return mirror.children.compactMap { unwrapped($0.value) }
    case .struct: return Record(value)
    default: return value
    }
}
