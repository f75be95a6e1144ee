public import Domain
import Foundation
public import Vault

/// A witness in another directory, which an operator mounts from another machine: two files that only grow.
///
/// Checkpoints are signed and tombstones name nobody, so the copy needs no secrecy; it needs to be elsewhere.
public actor DirectoryWitness: Witness {
    private let checkpointFile: URL
    private let tombstoneFile: URL
    private static let separator = "---\n"

    /// Makes the directory when it is not there yet.
    public init(directory: String) throws {
        let url = URL(fileURLWithPath: directory, isDirectory: true)
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        checkpointFile = url.appendingPathComponent("checkpoints")
        tombstoneFile = url.appendingPathComponent("tombstones")
    }

    public func keep(checkpoint note: String) throws {
        guard let new = Checkpoint.parse(note: note)?.checkpoint else { throw WitnessRefusal.unreadable }
        if let last = try notes().last, let known = Checkpoint.parse(note: last)?.checkpoint {
            if new.size == known.size, new.root == known.root { return }
            guard new.size > known.size else {
                throw WitnessRefusal.smaller(known: known.size, offered: new.size)
            }
        }
        try append(note + Self.separator, to: checkpointFile)
    }

    public func checkpoints() throws -> [String] { try notes() }

    public func goOn(afterRestoreTo size: Int64, at now: Moment) throws {
        let kept = try notes().filter { (Checkpoint.parse(note: $0)?.checkpoint.size ?? 0) <= size }
        guard FileManager.default.fileExists(atPath: checkpointFile.path) else { return }
        let apart = checkpointFile.appendingPathExtension("before-\(now.milliseconds)")
        try FileManager.default.moveItem(at: checkpointFile, to: apart)
        try append(kept.map { $0 + Self.separator }.joined(), to: checkpointFile)
    }

    public func add(tombstones: [Tombstone]) throws {
        let known = Set(try self.tombstones().map(\.key))
        let lines = tombstones.filter { !known.contains($0.key) }.map {
            "\($0.key) \($0.reason) \($0.at.milliseconds)\n"
        }
        if !lines.isEmpty { try append(lines.joined(), to: tombstoneFile) }
    }

    public func tombstones() throws -> [Tombstone] {
        try text(tombstoneFile).split(separator: "\n").map { line in
            let parts = line.split(separator: " ")
            guard parts.count == 3, let key = PersonKey.ID(parts[0]), let at = Int64(parts[2]) else {
                throw WitnessRefusal.unreadable
            }
            return Tombstone(key: key, reason: String(parts[1]), at: Moment(milliseconds: at))
        }
    }

    private func notes() throws -> [String] {
        try text(checkpointFile).components(separatedBy: Self.separator).filter { !$0.isEmpty }
    }

    private func text(_ file: URL) throws -> String {
        guard FileManager.default.fileExists(atPath: file.path) else { return "" }
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// Durable when it returns.
    private func append(_ text: String, to file: URL) throws {
        if !FileManager.default.fileExists(atPath: file.path) {
            let isMade = FileManager.default.createFile(
                atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
            guard isMade else { throw WitnessRefusal.unwritable }
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.synchronize()
    }
}

/// Why a witness does not accept what it is offered.
public enum WitnessRefusal: Error, Equatable, Sendable {
    case unreadable
    case unwritable
    /// The log is shorter than what was witnessed: it was cut, or an old copy was restored.
    case smaller(known: Int64, offered: Int64)
}
