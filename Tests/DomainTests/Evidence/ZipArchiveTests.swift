import Domain
import Testing

@Suite struct ZipArchiveTests {
    private static let archive = ZipArchive([
        .init("requests.csv", "kind;count\r\n"), .init("log/checkpoints.txt", ""),
        .init("README.txt", [0, 255, 10, 80, 75, 3, 4]),
    ])

    @Test func `the same files are the same bytes, in whatever order they came`() {
        let other = ZipArchive(Self.archive.files.reversed())
        #expect(other.bytes == Self.archive.bytes)
        #expect(other.files.map(\.path) == ["README.txt", "log/checkpoints.txt", "requests.csv"])
    }

    @Test func `what was written is read again`() {
        #expect(ZipArchive(bytes: Self.archive.bytes) == Self.archive)
        #expect(ZipArchive(bytes: ZipArchive([]).bytes) == ZipArchive([]))
    }

    @Test func `one other byte anywhere is refused, and so is one less or more`() {
        let bytes = Self.archive.bytes
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            #expect(ZipArchive(bytes: changed) == nil, "\(index)")
        }
        #expect(ZipArchive(bytes: Array(bytes.dropLast())) == nil)
        #expect(ZipArchive(bytes: bytes + [0]) == nil)
        #expect(ZipArchive(bytes: []) == nil)
    }

    @Test(arguments: ["../README.txt", "/etc/passwd", "a//b", ".hidden", "a b", "a\\b", ""])
    func `a path that leads elsewhere is refused`(path: String) {
        #expect(ZipArchive(bytes: ZipArchive([.init(path, "x")]).bytes) == nil)
    }
}
