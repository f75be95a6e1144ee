import Domain
import HTTPTypes

/// In which language this visit is answered: asked for in the address, remembered, preferred by the browser,
/// or Dutch.
struct LanguageChoice: Sendable {
    let language: Language
    /// True when the visit itself asked for it, so it is worth remembering.
    let isNew: Bool

    init(asked: String?, remembered: String?, accepted: String?) {
        if let asked = asked.flatMap(Language.init(rawValue:)) {
            language = asked
            isNew = asked.rawValue != remembered
        } else if let remembered = remembered.flatMap(Language.init(rawValue:)) {
            language = remembered
            isNew = false
        } else {
            language = Self.preferred(accepted ?? "") ?? .dutch
            isNew = false
        }
    }

    /// The language of ours with the highest weight in an `Accept-Language` header; the first of equals.
    private static func preferred(_ header: String) -> Language? {
        var best: (language: Language, weight: Double)?
        for part in header.prefix(200).split(separator: ",") {
            let pieces = part.split(separator: ";")
            guard let tag = pieces.first?.drop(while: { $0 == " " }).split(separator: "-").first,
                let language = Language(rawValue: tag.lowercased())
            else { continue }
            let quality = pieces.dropFirst().first.flatMap { $0.split(separator: "=").last }
            let weight = quality.flatMap { Double($0) } ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        return best?.language
    }
}
