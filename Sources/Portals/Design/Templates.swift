import Domain
import Foundation

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
    private let templates: [Language: [String: Template]]
    /// The names of all templates, for the tests that look at each.
    let names: [String]

    /// Reads a directory of `.mustache` files. Refuses unescaped output and words without a translation.
    init(directory: URL) throws {
        let sources = try Self.sources(in: directory)
        let unescaped = ["{", "&"].map { "{{" + $0 }
        var templates: [Language: [String: Template]] = [:]
        for language in Language.allCases {
            for (name, source) in sources {
                guard !unescaped.contains(where: source.contains) else {
                    throw Refusal.unescaped(template: name)
                }
                let text = try Self.chosen(source, in: language, template: name)
                do {
                    templates[language, default: [:]][name] = try Template(text)
                } catch {
                    throw Refusal.malformed(template: name)
                }
            }
        }
        self.templates = templates
        names = sources.keys.sorted()
    }

    func html(_ page: some Page, frame: Frame, language: Language) throws -> String {
        let name = type(of: page).template
        guard let templates = templates[language], templates[name] != nil, let layout = templates[Self.layout]
        else {
            throw Refusal.missing(name)
        }
        var html: [UInt8] = []
        html.reserveCapacity(24 * 1_024)
        layout.write(PageValue(page: page, frame: frame, template: name), using: templates, to: &html)
        return String(decoding: html, as: UTF8.self)
    }

    private static func sources(in directory: URL) throws -> [String: String] {
        let keys: [URLResourceKey] = []
        guard let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: keys)
        else {
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
