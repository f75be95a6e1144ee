import Features
import Foundation

/// Restored stores carry a mark until every known destruction was carried out again. While it is there nothing is
/// served and no verb runs (P44).
enum Restoration {
    static func isPending(in settings: Settings) -> Bool {
        FileManager.default.fileExists(atPath: mark(settings))
    }

    /// Also without a mark, when an older copy was put back by other means: the witness knows a longer log.
    static func isPending(in installation: Installation) async throws -> Bool {
        if isPending(in: installation.settings) { return true }
        return try await installation.services.quarantine.isNeeded()
    }

    static func begin(in settings: Settings) throws {
        let isMade = FileManager.default.createFile(
            atPath: mark(settings), contents: nil, attributes: [.posixPermissions: 0o600])
        guard isMade else {
            throw Failure("\(mark(settings)) cannot be written.", exitCode: Exit.unavailable)
        }
    }

    static func end(in settings: Settings) throws {
        if isPending(in: settings) { try FileManager.default.removeItem(atPath: mark(settings)) }
    }

    private static func mark(_ settings: Settings) -> String { settings.dataDirectory + "/quarantine" }
}
