import Foundation
import Glibc

/// A Unix socket as a file that only its owner can open. Blocking: whoever uses it has a thread for it.
final class UnixSocket: Sendable {
    struct Failed: Error {
        let code: Int32
    }

    private let descriptor: Int32

    private init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Listens at the path. A socket that a killed server left there is replaced; the caller holds the data's lock.
    static func listening(at path: String) throws -> UnixSocket {
        unlink(path)
        let socket = try make()
        try UnixAddress(path: path).with { address, length in
            guard bind(socket.descriptor, address, length) == 0 else { throw Failed(code: errno) }
        }
        guard chmod(path, 0o600) == 0, listen(socket.descriptor, 8) == 0 else { throw Failed(code: errno) }
        return socket
    }

    /// Nothing when nobody listens there.
    static func connected(to path: String) throws -> UnixSocket? {
        let socket = try make()
        do {
            try UnixAddress(path: path).with { address, length in
                guard connect(socket.descriptor, address, length) == 0 else { throw Failed(code: errno) }
            }
            return socket
        } catch let failed as Failed where [ENOENT, ECONNREFUSED].contains(failed.code) {
            return nil
        }
    }

    /// The next one who connects; nothing once the socket is shut.
    func accepted() -> UnixSocket? {
        while true {
            let connection = accept(descriptor, nil, nil)
            if connection >= 0 { return UnixSocket(connection) }
            guard errno == EINTR || errno == ECONNABORTED else { return nil }
        }
    }

    /// Ends every wait on this socket, from any thread.
    func shut() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// A reader that stands still for this long is given up.
    func giveUpSending(afterSeconds seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    func send(_ message: some Encodable) throws {
        let body = try JSONEncoder().encode(message)
        var bytes = withUnsafeBytes(of: UInt32(body.count).bigEndian) { Array($0) }
        bytes += body
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(
                    descriptor, buffer.baseAddress?.advanced(by: sent), bytes.count - sent,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Failed(code: errno) }
            sent += count
        }
    }

    /// The next message; nothing when the other side is done.
    func receive<Message: Decodable>(_ type: Message.Type) throws -> Message? {
        guard let head = try bytes(4) else { return nil }
        let length = head.reduce(0) { $0 << 8 | Int($1) }
        guard length <= AdminMessage.lengthMax, let body = try bytes(length) else {
            throw Failed(code: EBADMSG)
        }
        return try JSONDecoder().decode(type, from: Data(body))
    }

    /// Nothing when the other side closed before the first byte.
    private func bytes(_ count: Int) throws -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: count)
        var have = 0
        while have < count {
            let got = result.withUnsafeMutableBytes { buffer in
                recv(descriptor, buffer.baseAddress?.advanced(by: have), count - have, 0)
            }
            if got < 0 && errno == EINTR { continue }
            if got == 0 && have == 0 { return nil }
            guard got > 0 else { throw Failed(code: errno) }
            have += got
        }
        return result
    }

    private static func make() throws -> UnixSocket {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(code: errno) }
        return UnixSocket(descriptor)
    }
}
