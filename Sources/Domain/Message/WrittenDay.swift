import FoundationEssentials
import FoundationInternationalization

extension Moment {
    /// The day as people here write it: `24 november 2026`.
    func writtenDay(in language: Language) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let parts = calendar.dateComponents(
            [.year, .month, .day], from: Date(timeIntervalSince1970: Double(milliseconds / 1_000)))
        guard let year = parts.year, let month = parts.month, let day = parts.day else { return "" }
        let names =
            switch language {
            case .dutch:
                [
                    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
                    "oktober", "november", "december",
                ]
            case .english:
                [
                    "January", "February", "March", "April", "May", "June", "July", "August", "September",
                    "October", "November", "December",
                ]
            }
        return "\(day) \(names[month - 1]) \(year)"
    }
}
