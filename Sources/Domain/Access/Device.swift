/// What somebody signs in with, as coarse as a person needs to recognise it. Nothing else of the browser is kept.
public enum Device: String, CaseIterable, Sendable {
    case phone, tablet, computer, unknown

    /// Reads the kind off a browser's own description, which is then forgotten.
    public init(userAgent: String?) {
        guard let text = userAgent?.lowercased() else {
            self = .unknown
            return
        }
        if text.contains("ipad") || text.contains("tablet") {
            self = .tablet
        } else if text.contains("mobile") || text.contains("iphone") || text.contains("android") {
            self = .phone
        } else if text.contains("windows") || text.contains("macintosh") || text.contains("linux") {
            self = .computer
        } else {
            self = .unknown
        }
    }
}
