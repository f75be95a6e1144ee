/// The same words in every complete language of the portals. A missing language cannot be constructed.
public struct Wording: Hashable, Sendable {
    public let dutch: String
    public let english: String

    public init(dutch: String, english: String) {
        self.dutch = dutch
        self.english = english
    }

    public func text(in language: Language) -> String {
        switch language {
        case .dutch: dutch
        case .english: english
        }
    }
}
