/// Files in one archive that every computer opens. They are stored and not compressed, in the order of their paths and
/// with one fixed date, so the same files are always the same bytes.
public struct ZipArchive: Hashable, Sendable {
    public struct File: Hashable, Sendable {
        public let path: String
        public let bytes: [UInt8]

        public init(_ path: String, _ bytes: [UInt8]) {
            self.path = path
            self.bytes = bytes
        }

        public init(_ path: String, _ text: String) {
            self.init(path, Array(text.utf8))
        }
    }

    /// In the order of their paths, each path once.
    public let files: [File]

    /// Of two files with one path the last counts.
    public init(_ files: [File]) {
        let last = Dictionary(files.map { ($0.path, $0) }) { $1 }
        self.files = last.values.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
    }

    public subscript(_ path: String) -> [UInt8]? { files.first { $0.path == path }?.bytes }

    public var bytes: [UInt8] {
        var (body, directory): ([UInt8], [UInt8]) = ([], [])
        for file in files {
            let name = Array(file.path.utf8)
            let entry = Self.entry(of: file, nameLength: name.count)
            let offset = UInt32(body.count)
            body += Self.little(Self.localMark) + entry + name + file.bytes
            // Made on a system with modes; no comment; an ordinary file that everybody may read.
            directory += Self.little(Self.directoryMark) + Self.little(UInt16(0x0314)) + entry
            directory += Self.little(UInt16(0)) + Self.little(UInt16(0)) + Self.little(UInt16(0))
            directory += Self.little(UInt32(0o100644) << 16) + Self.little(offset) + name
        }
        let count = Self.little(UInt16(files.count))
        return body + directory + Self.little(Self.endMark) + Self.little(UInt32(0)) + count + count
            + Self.little(UInt32(directory.count)) + Self.little(UInt32(body.count)) + Self.little(UInt16(0))
    }

    /// Version, flags, method, time and date (1 January 1980), checksum, size twice, length of name and extra.
    private static func entry(of file: File, nameLength: Int) -> [UInt8] {
        let size = little(UInt32(file.bytes.count))
        let head = little(UInt16(20)) + little(UInt16(0)) + little(UInt16(0)) + little(UInt32(0x0021_0000))
        return head + little(checksum(file.bytes)) + size + size + little(UInt16(nameLength))
            + little(UInt16(0))
    }

    private static let localMark: UInt32 = 0x0403_4B50
    private static let directoryMark: UInt32 = 0x0201_4B50
    private static let endMark: UInt32 = 0x0605_4B50

    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }
}

extension ZipArchive {
    /// Reads what `bytes` writes, and nothing else: one byte more, less or other, wherever it is, is refused or is part
    /// of a file.
    public init?(bytes: [UInt8]) {
        var (files, at): ([File], Int) = ([], 0)
        while let mark = Self.number(bytes, at), UInt32(mark) == Self.localMark {
            guard let size = Self.number(bytes, at + 22),
                let length = Self.number(bytes, at + 26).map({ $0 & 0xFFFF })
            else { return nil }
            let (name, end) = (at + 30, at + 30 + length + size)
            guard end <= bytes.count else { return nil }
            let path = String(decoding: bytes[name..<(name + length)], as: UTF8.self)
            guard Self.isPath(path) else { return nil }
            files.append(File(path, Array(bytes[(name + length)..<end])))
            at = end
        }
        self.init(files)
        guard self.files.count == files.count, self.bytes == bytes else { return nil }
    }

    /// Letters, digits, dashes and dots, in folders; none that leads out of the archive.
    private static func isPath(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            !part.isEmpty && part.first != "."
                && part.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                        || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
                }
        }
    }

    private static func number(_ bytes: [UInt8], _ at: Int) -> Int? {
        guard at >= 0, at + 4 <= bytes.count else { return nil }
        return bytes[at..<(at + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    /// CRC-32, as the format asks it. It guards against a bad disk and not against people.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
            table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ sum >> 8
        }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? 0xEDB8_8320 ^ sum >> 1 : sum >> 1 }
    }
}
