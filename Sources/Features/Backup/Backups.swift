public import Domain
import Foundation
public import Storage

/// Copies of both stores, taken in the order that makes them safe, and brought back behind a gate.
///
/// - Data first, keys after: a copy of the keys knows every person that the copy of the data knows.
/// - Key copies go after their term (7 days), so an erasure is final everywhere by then (P44); data copies may live
///   longer, because without keys they open nothing.
public struct Backups: Sendable {
    private let data: Database
    private let keys: Database

    public init(data: Database, keys: Database) {
        self.data = data
        self.keys = keys
    }

    /// One backup on disk.
    public struct Copy: Sendable, Equatable {
        public let at: Moment
        public let dataPath: String
        public let keysPath: String
    }

    /// Writes `data-<milliseconds>.sqlite` and `keys-<milliseconds>.sqlite` into two directories, and removes copies of
    /// keys that are past their term. The directories should be on different machines; the root key is in neither.
    public func take(
        dataDirectory: String, keysDirectory: String, keyTerm: CalendarTerm, now: Moment
    ) async throws -> Copy {
        for directory in [dataDirectory, keysDirectory] {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let copy = Copy(
            at: now, dataPath: "\(dataDirectory)/data-\(now.milliseconds).sqlite",
            keysPath: "\(keysDirectory)/keys-\(now.milliseconds).sqlite")
        try await data.backup(to: copy.dataPath)
        try await keys.backup(to: copy.keysPath)
        try removeKeyCopies(in: keysDirectory, takenBefore: keyTerm.start(endingAt: now))
        return copy
    }

    /// Deletes copies of the key store older than their term; their names carry the moment.
    private func removeKeyCopies(in directory: String, takenBefore limit: Moment) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
            guard let taken = Self.moment(ofKeyCopy: name), taken < limit else { continue }
            try FileManager.default.removeItem(atPath: directory + "/" + name)
        }
    }

    /// When a copy of the key store was taken, by its name; nothing for another file.
    public static func moment(ofKeyCopy name: String) -> Moment? {
        guard name.hasPrefix("keys-"), name.hasSuffix(".sqlite") else { return nil }
        return Int64(name.dropFirst(5).dropLast(7)).map(Moment.init(milliseconds:))
    }
}
