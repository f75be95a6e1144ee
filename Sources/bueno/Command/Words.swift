import Domain
import Foundation

extension Moment {
    /// `2026-11-24`, in Groningen.
    var day: String {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return "\(parts.year ?? 0)-\((parts.month ?? 0).padded(to: 2))-\((parts.day ?? 0).padded(to: 2))"
    }
}

extension Int {
    /// `0042`
    func padded(to width: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, width - text.count)) + text
    }
}

/// As seen from where the command was typed: a server works from another directory.
func absolutePath(_ path: String) -> String {
    URL(fileURLWithPath: path).standardized.path
}
