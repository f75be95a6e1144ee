import Foundation

/// Where a verb says what it does: this terminal, or the one of whoever asked a running server.
protocol Output: Sendable {
    /// A line of the result, for standard output.
    func line(_ text: String)
    /// A remark for the person at the keyboard, kept out of the result.
    func note(_ text: String)
    /// How far the work is; a `total` of 0 means that nobody knows how much there is.
    func progress(_ done: Int, of total: Int, _ what: String)
}

/// This terminal. Progress is a bar when somebody looks, and nothing when the output goes to a file.
struct Terminal: Output {
    private let isWatched = isatty(STDERR_FILENO) == 1

    func line(_ text: String) {
        print(text)
    }

    func note(_ text: String) {
        write(text + "\n")
    }

    func progress(_ done: Int, of total: Int, _ what: String) {
        guard isWatched else { return }
        guard total > 0 else { return write("\r\(what) \(done)\u{1B}[K\r") }
        let width = 30
        let filled = min(width, done * width / total)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        write("\r[\(bar)] \(done * 100 / total)%  \(what)\u{1B}[K" + (done >= total ? "\n" : ""))
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// How a command ends, for scripts.
enum Exit {
    static let fine: Int32 = 0
    /// It ran, and something is wrong with what it looked at: a broken promise, a log that does not verify.
    static let finding: Int32 = 1
    /// It was refused: the request or a setting cannot be. Nothing was changed.
    static let refused: Int32 = 2
    /// It could not be done now: the store is in use, full, or unreachable.
    static let unavailable: Int32 = 3
}
