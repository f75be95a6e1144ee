import Domain

/// The free sentence of a case: why it is opened, for a colleague to understand, and about nobody in particular.
struct CaseSentence: Sendable {
    static let charactersMin = 10
    static let charactersMax = 200

    let text: String

    /// Refuses what is too short to explain anything, and what leads to a person (P02).
    init(typed: String) throws(CaseRefusal) {
        let text = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard text.count >= Self.charactersMin else { throw .sentenceTooShort }
        guard text.count <= Self.charactersMax else { throw .sentenceTooLong }
        guard PersonalPattern.found(in: text.utf8).isEmpty else { throw .sentencePersonal }
        self.text = text
    }
}
