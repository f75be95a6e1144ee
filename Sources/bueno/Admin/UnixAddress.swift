import Glibc

/// The address of a Unix socket. It holds 107 bytes and a path may be longer: then the socket is named through a
/// descriptor of its directory, which the kernel follows as it would the path.
struct UnixAddress {
    let path: String

    func with<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result) throws -> Result {
        if path.utf8.count <= Self.lengthMax { return try Self.with(path, body) }
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { String(path[..<$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw UnixSocket.Failed(code: errno) }
        defer { close(descriptor) }
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        return try Self.with("/proc/self/fd/\(descriptor)/\(name)", body)
    }

    /// The last byte ends the text.
    private static let lengthMax = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    private static func with<Result>(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
    ) throws -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count <= lengthMax else { throw UnixSocket.Failed(code: ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
