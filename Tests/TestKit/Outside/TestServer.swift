internal import Foundation
internal import Synchronization

/// A script of `Tests/Servers` in a process of its own: a real server on a free port of this machine, ended
/// with the value that holds it.
public final class TestServer: Sendable {
    public enum Failure: Error {
        case didNotStart
        case saidNothing
    }

    public let port: Int
    private let process: Process
    private let input: Pipe
    private let lines: LineReader

    /// Starts the script and waits until it says its port.
    public init(_ script: String, _ arguments: [String] = []) async throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Servers/\(script)").path
        process.arguments = [TestPython.command, path] + arguments
        input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        lines = LineReader(output.fileHandleForReading)
        try process.run()
        guard let line = try await lines.next(within: .seconds(60)),
            let port = (try JSONSerialization.jsonObject(with: line) as? [String: Any])?["port"] as? Int
        else { throw Failure.didNotStart }
        self.port = port
    }

    deinit {
        // The script reads its input to the end, and then ends.
        try? input.fileHandleForWriting.close()
        if process.isRunning { process.terminate() }
    }

    /// The next thing the server saw.
    public func next<Value: Decodable>(as type: Value.Type) async throws -> Value {
        guard let line = try await lines.next(within: .seconds(30)) else { throw Failure.saidNothing }
        return try JSONDecoder().decode(type, from: line)
    }

    /// Whether the server saw something more within a short while.
    public func sawMore() async throws -> Bool {
        try await lines.next(within: .milliseconds(300)) != nil
    }
}

/// Collects lines from a pipe.
private final class LineReader: Sendable {
    private struct State {
        var pending = Data()
        var lines: [Data] = []
    }

    private let state = Mutex(State())

    init(_ handle: FileHandle) {
        handle.readabilityHandler = { [weak self] handle in
            let data = handle.availableData
            guard !data.isEmpty, let self else {
                handle.readabilityHandler = nil
                return
            }
            take(data)
        }
    }

    func next(within limit: Duration) async throws -> Data? {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            let line = state.withLock { $0.lines.isEmpty ? nil : $0.lines.removeFirst() }
            if let line { return line }
            try await Task.sleep(for: .milliseconds(5))
        }
        return nil
    }

    private func take(_ data: Data) {
        state.withLock { state in
            state.pending.append(data)
            while let end = state.pending.firstIndex(of: 0x0A) {
                state.lines.append(Data(state.pending[..<end]))
                state.pending = Data(state.pending[state.pending.index(after: end)...])
            }
        }
    }
}
