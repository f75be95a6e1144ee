import Foundation
import Logging
import ServiceLifecycle

/// Takes verbs from the command line while the server runs. Whoever can open the socket can read the files too, so
/// the file's mode (0600) is the whole access control.
struct AdminServer: Service {
    let path: String
    let installation: Installation
    let logger: Logger

    func run() async throws {
        let listener = try UnixSocket.listening(at: path)
        let (connections, feed) = AsyncStream.makeStream(of: UnixSocket.self)
        // Waiting for a connection blocks, so it has a thread of its own.
        Thread {
            while let connection = listener.accepted() { feed.yield(connection) }
            feed.finish()
        }.start()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                for await connection in connections {
                    group.addTask { await serve(connection) }
                }
            }
        } onGracefulShutdown: {
            listener.shut()
        }
        unlink(path)
    }

    private func serve(_ connection: UnixSocket) async {
        connection.giveUpSending(afterSeconds: 10)
        do {
            guard let request = try await received(connection) else { return }
            guard let type = Verbs.type(named: request.verb) else {
                let failure = Failure("This server does not know '\(request.verb)'.", exitCode: Exit.refused)
                return try connection.send(AdminMessage.Reply.failed(failure))
            }
            let verb = try JSONDecoder().decode(type, from: request.body)
            logger.info("admin.verb", metadata: ["verb": "\(request.verb)"])
            try await connection.send(answer(verb, output: RemoteOutput(connection: connection)))
        } catch {
            logger.warning("admin.failed", metadata: ["kind": "\(type(of: error))"])
        }
    }

    private func answer(_ verb: any Verb, output: RemoteOutput) async -> AdminMessage.Reply {
        do {
            return .ended(try await verb.run(on: installation, output: output))
        } catch {
            return .failed(Failure(error))
        }
    }

    private func received(_ connection: UnixSocket) async throws -> AdminMessage.Request? {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(with: Result { try connection.receive(AdminMessage.Request.self) })
            }.start()
        }
    }
}

/// The terminal at the other end of the socket. When nobody listens there any more, the work goes on.
private struct RemoteOutput: Output {
    let connection: UnixSocket

    func line(_ text: String) { try? connection.send(AdminMessage.Reply.line(text)) }
    func note(_ text: String) { try? connection.send(AdminMessage.Reply.note(text)) }
    func progress(_ done: Int, of total: Int, _ what: String) {
        try? connection.send(AdminMessage.Reply.progress(done: done, total: total, what: what))
    }
}
