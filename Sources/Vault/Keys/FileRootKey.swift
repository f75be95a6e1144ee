import Domain

#if canImport(Glibc)
    import Glibc
#endif

/// A root key in a file of 64 hexadecimal digits, readable by its owner alone.
public struct FileRootKey: RootKeyProvider {
    public let id: String
    private let key: LockedKey

    /// Opens the file; refuses one that others may read.
    public init(path: String) throws {
        try Sodium.start()
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
            throw VaultError.keyFileUnsafe(path: path)
        }
        guard let file = fopen(path, "r") else { throw VaultError.keyFileUnsafe(path: path) }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 65)
        let count = fread(&buffer, 1, buffer.count, file)
        let text = String(decoding: buffer.prefix(count), as: UTF8.self)
        guard let bytes = Hex.bytes(text.filter { !$0.isWhitespace }), bytes.count == Sodium.keyLength else {
            throw VaultError.keyFileUnsafe(path: path)
        }
        try self.init(bytes: bytes)
    }

    /// Makes a new root key, durable on disk, where none is yet.
    public static func create(path: String) throws -> FileRootKey {
        try Sodium.start()
        let bytes = Sodium.randomBytes(Sodium.keyLength)
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw VaultError.keyFileUnsafe(path: path) }
        defer { close(descriptor) }
        let text = Array((Hex.text(bytes) + "\n").utf8)
        guard write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0 else {
            throw VaultError.keyFileUnsafe(path: path)
        }
        return try FileRootKey(bytes: bytes)
    }

    private init(bytes: [UInt8]) throws {
        id = "file-" + Hex.text(Sodium.sha256(bytes).prefix(4))
        key = try KeySlab(capacity: 1).hold(bytes)
    }

    public func wrap(_ key: [UInt8], context: [UInt8]) throws -> [UInt8] {
        try self.key.withBytes { try Sodium.seal(key, associated: context, key: $0) }
    }

    public func unwrap(_ wrapped: [UInt8], context: [UInt8]) throws -> [UInt8] {
        try key.withBytes { try Sodium.open(wrapped, associated: context, key: $0) }
    }
}
