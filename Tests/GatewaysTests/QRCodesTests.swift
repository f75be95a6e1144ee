import Domain
import QRCodes
import Testing

@Suite struct QRCodesTests {
    private static let link = "https://bueno.example.nl/aanmelden#7K4M9QWX3TRB"

    @Test(arguments: [("a", 21), (link, 33), (String(repeating: "a", count: 2_331), 177)])
    func `a text gets the smallest code that holds it`(text: String, size: Int) {
        #expect(QRCodes().matrix(of: text)?.size == size)
    }

    @Test(arguments: ["", String(repeating: "a", count: 2_332)])
    func `what does not fit is refused`(text: String) {
        #expect(QRCodes().matrix(of: text) == nil)
    }

    @Test func `three corners have the pattern by which a reader finds the code`() throws {
        let matrix = try #require(QRCodes().matrix(of: Self.link))
        let pattern = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
        let last = matrix.size - 7
        for (row, column) in [(0, 0), (0, last), (last, 0)] {
            let found = (0..<7).map { down in
                String((0..<7).map { matrix.isDark(row: row + down, column: column + $0) ? "1" : "0" })
            }
            #expect(found == pattern)
        }
    }

    @Test func `the code says that it corrects at level M and holds bytes`() throws {
        let matrix = try #require(QRCodes().matrix(of: Self.link))
        // The first two bits beside the finder pattern, under the fixed mask 10: M is 00.
        #expect(matrix.isDark(row: 8, column: 0) && !matrix.isDark(row: 8, column: 1))
    }

    @Test func `the same text gives the same code, and another gives another`() {
        let codes = QRCodes()
        #expect(codes.matrix(of: Self.link) == codes.matrix(of: Self.link))
        #expect(codes.matrix(of: Self.link) != codes.matrix(of: Self.link.lowercased()))
    }

    @Test func `many threads write codes at once`() async {
        let codes = QRCodes()
        let expected = codes.matrix(of: Self.link)
        let right = await withTaskGroup { group in
            for _ in 1...200 { group.addTask { codes.matrix(of: Self.link) == expected } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(right == 200)
    }
}
