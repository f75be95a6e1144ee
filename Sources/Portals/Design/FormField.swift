import Domain

/// One box of a form, with what stands beside it and what was wrong with it.
struct FormField: Sendable {
    let id: String
    let label: String
    let hint: String?
    let value: String
    let type: String
    let lengthMax: Int
    let isShort: Bool
    let describedBy: String?
    let problem: String?

    /// - `problems`: all that is wrong with the form; this box shows the first that is about it.
    init(
        _ id: String, _ label: Words, hint: Words? = nil, value: String, type: String = "text",
        lengthMax: Int = 100, isShort: Bool = false, problems: [Refusal], _ language: Language
    ) {
        self.id = id
        self.label = label(language)
        self.hint = hint?(language)
        self.value = value
        self.type = type
        self.lengthMax = lengthMax
        self.isShort = isShort
        problem = problems.first { $0.field == id }?.text(language)
        let described = [hint == nil ? nil : "\(id)-hint", problem == nil ? nil : "\(id)-fout"].compactMap(
            \.self)
        describedBy = described.isEmpty ? nil : described.joined(separator: " ")
    }
}

/// One of some answers of which somebody chooses one.
struct FormChoice: Sendable {
    let id: String
    let name: String
    let value: String
    let text: String
    let isChosen: Bool
    let isWrong: Bool
    /// Where it stands what is wrong.
    let problemID: String

    /// The first has the field's own id, so that the error summary leads to it.
    static func id(_ index: Int, of field: String) -> String {
        index == 0 ? field : "\(field)-\(index + 1)"
    }

    static func all(
        _ field: String, _ answers: [(value: String, text: Words)], chosen: String, problems: [Refusal],
        _ language: Language
    ) -> [FormChoice] {
        answers.enumerated().map { index, answer in
            FormChoice(
                id: id(index, of: field), name: field, value: answer.value,
                text: answer.text(language), isChosen: answer.value == chosen,
                isWrong: problems.contains { $0.field == field }, problemID: "\(field)-fout")
        }
    }
}

extension ErrorSummary {
    /// Everything that is wrong at once; nothing when nothing is.
    init?(_ refusals: [Refusal], _ language: Language) {
        guard !refusals.isEmpty else { return nil }
        self.init(
            refusals.map { Line(text: $0.text(language), href: $0.field.map { "#\($0)" }) })
    }
}
