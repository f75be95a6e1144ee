public import Foundation

/// A directory of mode 0700 that is gone when the test lets go of it.
public final class TemporaryDirectory: Sendable {
    /// Unique, in lower case letters, digits and underscores: fit for a schema's name.
    public let name: String
    public let url: URL

    public init() throws {
        let random = UInt64.random(in: .min ... .max)
        name = "bueno_test_" + String(random, radix: 36)
        url = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    public func path(of file: String) -> String {
        url.appendingPathComponent(file).path
    }
}
