import Domain
import Features

/// One thing that a privacy officer must know: one figure, its worst case, and where to go.
struct DeskTile: Sendable {
    let modifier: String
    let figure: String
    let words: String
    let worst: String
    let href: String
    private let order: Int

    var standing: DeskStanding { DeskStanding(rawValue: order) ?? .calm }

    /// - `one`, `many`: what is counted, without its figure.
    init(
        _ standing: DeskStanding, _ count: Int, one: Words, many: Words, worst: String, href: String,
        _ language: Language
    ) {
        order = standing.rawValue
        modifier =
            switch standing {
            case .late: "tile--error"
            case .asks: "tile--warn"
            case .calm: ""
            }
        figure = WrittenCount.text(count, language)
        words = (count == 1 ? one : many)(language)
        self.worst = worst
        self.href = href
    }
}
