import Foundation

/// Asks a running server to do a verb, and shows what it says as it says it.
struct AdminClient {
    private let socket: UnixSocket

    /// Nothing when no server is running on this data.
    static func connect(to path: String) throws -> AdminClient? {
        do {
            return try UnixSocket.connected(to: path).map(AdminClient.init)
        } catch let failed as UnixSocket.Failed {
            throw Failure(
                "The running server at \(path) cannot be asked (error \(failed.code)). Are you the user it runs as?",
                exitCode: Exit.unavailable)
        }
    }

    func ask<Asked: Verb>(_ verb: Asked, output: some Output) throws -> Int32 {
        try socket.send(AdminMessage.Request(verb: Asked.name, body: JSONEncoder().encode(verb)))
        while let reply = try? socket.receive(AdminMessage.Reply.self) {
            switch reply {
            case .line(let text): output.line(text)
            case .note(let text): output.note(text)
            case .progress(let done, let total, let what): output.progress(done, of: total, what)
            case .ended(let code): return code
            case .failed(let failure): throw failure
            }
        }
        throw Failure("The server stopped before it was done. Look at its log.", exitCode: Exit.unavailable)
    }
}
