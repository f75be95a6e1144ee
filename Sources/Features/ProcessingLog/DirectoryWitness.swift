public import Domain
import Foundation
public import Vault

/// A witness in another directory, which an operator mounts from another machine: files that only grow.
///
/// Checkpoints are signed and the rest names nobody, so the copy needs no secrecy; it needs to be elsewhere.
public actor DirectoryWitness: Witness {
    private let checkpointFile: URL
    private let tombstoneFile: URL
    private let lockFile: URL
    private let holdFile: URL
    private let receiptFile: URL
    private static let separator = "---\n"

    /// Makes the directory when it is not there yet.
    public init(directory: String) throws {
        let url = URL(fileURLWithPath: directory, isDirectory: true)
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        checkpointFile = url.appendingPathComponent("checkpoints")
        tombstoneFile = url.appendingPathComponent("tombstones")
        lockFile = url.appendingPathComponent("locks")
        holdFile = url.appendingPathComponent("holds")
        receiptFile = url.appendingPathComponent("receipts")
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

    public func add(tombstones: [Tombstone]) throws { try add(tombstones, to: tombstoneFile) }
    public func tombstones() throws -> [Tombstone] { try lines(tombstoneFile) }
    public func add(locks: [KeyLock]) throws { try add(locks, to: lockFile) }
    public func locks() throws -> [KeyLock] { try lines(lockFile) }
    public func add(holds: [WitnessedHold]) throws { try add(holds, to: holdFile) }
    public func holds() throws -> [WitnessedHold] { try lines(holdFile) }
    public func add(receipts: [WitnessedReceipt]) throws { try add(receipts, to: receiptFile) }
    public func receipts() throws -> [WitnessedReceipt] { try lines(receiptFile) }

    /// What is the last that the file says of its subject is not said again.
    private func add<Line: WitnessLine>(_ new: [Line], to file: URL) throws {
        if new.isEmpty { return }
        var said = Dictionary(try lines(file).map { (line: Line) in (line.subject, line) }) { _, last in last
        }
        var text = ""
        for line in new where said[line.subject] != line {
            said[line.subject] = line
            text += line.text + "\n"
        }
        if !text.isEmpty { try append(text, to: file) }
    }

    private func lines<Line: WitnessLine>(_ file: URL) throws -> [Line] {
        try text(file).split(separator: "\n").map { text in
            guard let line = Line(words: text.split(separator: " ")) else { throw WitnessRefusal.unreadable }
            return line
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
