import Foundation

/// The lines of a file of any length, in bounded memory.
enum TextLines {
    private static let chunk = 1 << 16
    /// A line that does not end is cut here.
    private static let longest = 1 << 20

    static func each(in path: String, _ body: ([UInt8]) -> Void) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var rest: [UInt8] = []
        while let data = try file.read(upToCount: chunk), !data.isEmpty {
            rest.append(contentsOf: data)
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                body(Array(rest[start..<end]))
                start = end + 1
            }
            rest.removeFirst(start)
            if rest.count > longest {
                body(rest)
                rest = []
            }
        }
        if !rest.isEmpty { body(rest) }
    }
}
