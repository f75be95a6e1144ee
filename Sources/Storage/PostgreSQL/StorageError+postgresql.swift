extension StorageError {
    /// From the server's SQLSTATE and nothing else: its message and detail hold values of rows.
    static func postgresql(_ state: String) -> StorageError {
        switch state {
        case "23505": .constraint("unique")
        case "23503": .constraint("foreign key")
        case "23502": .constraint("not null")
        case "23514": .constraint("check")
        case "40001", "40P01", "55P03", "57014": .busy
        case "53100": .full
        case "25006": .readOnly
        case "XX001", "XX002": .corrupt
        case _ where meansLostConnection(state): .unavailable
        case "53200", "53300", "58030": .unavailable
        case _ where state.hasPrefix("23"): .constraint("other")
        case _ where state.hasPrefix("22"): .constraint("type")
        default: .other(code: "postgresql \(state)")
        }
    }

    /// The server is going down, or the line to it is broken.
    static func meansLostConnection(_ state: String) -> Bool {
        state.hasPrefix("08") || state.hasPrefix("57P")
    }
}
