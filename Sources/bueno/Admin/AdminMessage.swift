import Foundation

/// What goes over the admin socket: each message is JSON with its length before it, four bytes, big end first.
enum AdminMessage {
    struct Request: Codable {
        let verb: String
        /// The verb itself, as JSON.
        let body: Data
    }

    /// One step of an answer. The last one is `ended` or `failed`.
    enum Reply: Codable {
        case line(String)
        case note(String)
        case progress(done: Int, total: Int, what: String)
        case ended(Int32)
        case failed(Failure)
    }

    /// Longest message that is read: an issue of 50,000 codes comes as separate lines.
    static let lengthMax = 1 << 20
}
