import Domain
import Features

/// One thing that a privacy officer must know: one figure, its worst case, and where to go.
struct DeskTile: Sendable {
    /// How much it asks of somebody today.
    enum Weight: Int, Comparable, Sendable {
        /// Too late already, or broken.
        case late
        /// Somebody must do something.
        case asks
        case calm

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    let modifier: String
    let figure: String
    let words: String
    let worst: String
    let href: String
    private let weightValue: Int

    var weight: Weight { Weight(rawValue: weightValue) ?? .calm }

    /// - `one`, `many`: what is counted, without its figure.
    init(
        _ weight: Weight, _ count: Int, one: Words, many: Words, worst: String, href: String,
        _ language: Language
    ) {
        weightValue = weight.rawValue
        modifier =
            switch weight {
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
