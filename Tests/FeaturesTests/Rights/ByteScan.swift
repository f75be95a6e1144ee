import Foundation

/// Looks for many byte patterns at once, in files as they lie on disk and in what is inside compressed ones.
struct ByteScan {
    /// Shorter patterns would be found by chance.
    static let lengthMin = 8
    private let patterns: [[UInt8]]
    private var starting: [UInt64: [Int]] = [:]
    /// Which starts can occur at all, so that most places cost one look.
    private var filter = [Bool](repeating: false, count: 1 << 20)

    struct TooShort: Error {}

    init(_ patterns: [[UInt8]]) throws {
        self.patterns = patterns
        for (index, pattern) in patterns.enumerated() {
            guard pattern.count >= Self.lengthMin else { throw TooShort() }
            let start = pattern.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
            starting[start, default: []].append(index)
            filter[Self.slot(start)] = true
        }
    }

    /// The patterns that occur in these bytes, by their place in the list.
    func hits(in bytes: [UInt8]) -> Set<Int> {
        var found: Set<Int> = []
        bytes.withUnsafeBytes { bytes in
            filter.withUnsafeBufferPointer { filter in
                var offset = 0
                while offset + Self.lengthMin <= bytes.count {
                    let start = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    if filter[Self.slot(start)], let candidates = starting[start] {
                        for index in candidates
                        where bytes[offset...].prefix(patterns[index].count).elementsEqual(patterns[index]) {
                            found.insert(index)
                        }
                    }
                    offset += 1
                }
            }
        }
        return found
    }

    /// Which files under a directory hold a pattern, and how many of them.
    func hits(under directory: URL) throws -> [String: Int] {
        var result: [String: Int] = [:]
        guard let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
        else {
            throw CocoaError(.fileReadNoSuchFile)
        }
        for case let file as URL in files {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
                continue
            }
            let count = try hits(inFile: file).count
            if count > 0 { result[String(file.path.dropFirst(directory.path.count + 1))] = count }
        }
        return result
    }

    func hits(inFile file: URL) throws -> Set<Int> {
        let bytes = [UInt8](try Data(contentsOf: file))
        guard bytes.starts(with: [0x1F, 0x8B]) else { return hits(in: bytes) }
        return hits(in: [UInt8](try Tool.run("gzip", "-dc", file.path)))
    }

    private static func slot(_ start: UInt64) -> Int { Int((start &* 0x9E37_79B9_7F4A_7C15) >> 44) }
}

/// A program of the machine, run to its end.
enum Tool {
    struct Failed: Error {
        let name: String
        let status: Int32
    }

    @discardableResult
    static func run(_ name: String, _ arguments: String...) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(name: name, status: process.terminationStatus)
        }
        return data
    }
}
