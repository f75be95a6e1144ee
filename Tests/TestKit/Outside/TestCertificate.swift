internal import Foundation

/// A certificate made for one test by the `openssl` command, for this machine's own address. Nobody trusts it
/// unless it is named as trusted.
public struct TestCertificate: Sendable {
    public enum Failure: Error {
        case notMade
    }

    public let certificate: String
    public let key: String

    public init() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "bueno-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        certificate = directory.appendingPathComponent("certificate.pem").path
        key = directory.appendingPathComponent("key.pem").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-days", "2",
            "-keyout", key, "-out", certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure.notMade }
    }
}
