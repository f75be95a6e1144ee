import Domain

/// How a refusal is put to a person: words, and perhaps where to go next.
struct RefusalText: Sendable {
    struct Link: Sendable {
        let words: Words
        let href: String
    }

    let words: Words
    var link: Link?

    init(_ dutch: String, _ english: String, link: Link? = nil) {
        words = Words(dutch, english)
        self.link = link
    }
}

/// A refusal that belongs to one field of a form, or to the form as a whole.
struct FieldProblem: Sendable {
    let field: String?
    let words: Words

    init(_ field: String?, _ words: Words) {
        self.field = field
        self.words = words
    }
}
