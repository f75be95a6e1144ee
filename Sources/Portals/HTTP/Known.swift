import Domain
import Features

/// The true line in the footer of every page: how many things we know of who looks at it, and which.
struct Known: Sendable {
    let title: String
    let detail: String
    let href: String
    let rings: [Frame.Ring]

    /// - `fields`: what we hold of a person; nothing for who is not signed in.
    /// - `own`: where they read it.
    init(_ fields: [Field]?, at own: String, _ vocabulary: StatementVocabulary, _ language: Language) {
        let known = fields ?? []
        title = Self.title(known.count, language)
        href = fields == nil ? "/privacy" : own
        rings =
            known.isEmpty
            ? Array(repeating: Frame.Ring(modifier: ""), count: 3)
            : known.map { _ in Frame.Ring(modifier: "o--on") }
        guard fields != nil else {
            detail = Words(
                "U bent niet ingelogd en wij volgen u niet.", "You are not signed in and we do not track you."
            )(language)
            return
        }
        let names = known.map { vocabulary.words($0).yours.text(in: language) }.listed(language)
            .capitalisedFirst
        let isNameless = !known.contains { [.firstName, .lastName, .homeAddress].contains($0) }
        let unknown = Words(" Uw naam en adres kennen wij niet.", " We do not know your name or address.")(
            language)
        detail = "\(names).\(isNameless ? unknown : "")"
    }

    /// Who works with us is known too, and told so on every page (P61).
    init(worker: Worker, _ language: Language) {
        let count = worker.holdsNumber ? 3 : 2
        title = Self.title(count, language)
        detail =
            worker.holdsNumber
            ? Words(
                "Uw naam, uw e-mailadres en uw telefoonnummer van het werk. U hebt dezelfde rechten als ieder ander.",
                "Your name, your e-mail address and your phone number at work. You have the same rights as anyone else."
            )(language)
            : Words(
                "Uw naam en uw e-mailadres van het werk. U hebt dezelfde rechten als ieder ander.",
                "Your name and your e-mail address at work. You have the same rights as anyone else.")(
                    language)
        href = "/werk/gegevens"
        rings = Array(repeating: Frame.Ring(modifier: "o--on"), count: count)
    }

    private static func title(_ count: Int, _ language: Language) -> String {
        CountedWords(
            one: Words("Wij weten %1 ding van u", "We know %1 thing about you"),
            many: Words("Wij weten %1 dingen van u", "We know %1 things about you"))(count, language)
    }
}
