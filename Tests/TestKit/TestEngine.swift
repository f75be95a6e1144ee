import Foundation
public import Storage

/// Both engines, for the arguments of a test.
public enum TestEngine: String, CaseIterable, Sendable {
    case sqlite, postgresql

    /// A place that no other test uses: a file in the directory, or a schema of this name on the test server.
    public func location(named name: String, in directory: TemporaryDirectory) throws -> Database.Location {
        switch self {
        case .sqlite:
            return .sqlite(path: directory.path(of: name + ".sqlite"))
        case .postgresql:
            return .postgresql(connection: try Self.server(), schema: directory.name + "_" + name)
        }
    }

    /// The connection string of the test server. Without one the test fails: a skipped engine proves nothing.
    public static func server() throws -> String {
        guard let server = ProcessInfo.processInfo.environment["BUENO_TEST_POSTGRESQL"], !server.isEmpty
        else {
            throw MissingServer()
        }
        return server
    }

    public struct MissingServer: Error, CustomStringConvertible {
        public let description =
            "BUENO_TEST_POSTGRESQL is not set: run the tests as `scripts/with-postgresql swift test`"
    }
}
