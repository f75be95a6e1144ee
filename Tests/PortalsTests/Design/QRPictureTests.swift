import Domain
import QRCodes
import Testing

@testable import Portals

@Suite struct QRPictureTests {
    private func matrix() throws -> QRMatrix {
        try #require(QRCodes().matrix(of: "https://bueno.example.nl/aanmelden#7K4M9QWX3TRB"))
    }

    @Test func `the path covers exactly the dark modules, inside a quiet zone of four`() throws {
        let matrix = try matrix()
        let picture = QRPicture(matrix)
        #expect(picture.viewBox == "0 0 41 41")
        var covered: [[Int]] = Array(repeating: Array(repeating: 0, count: 41), count: 41)
        for run in picture.path.matches(of: /M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z/) {
            let numbers = [run.1, run.2, run.3, run.4].compactMap { Int($0) }
            #expect(run.3 == run.5)
            for row in numbers[1]..<(numbers[1] + numbers[3]) {
                for column in numbers[0]..<(numbers[0] + numbers[2]) { covered[row][column] += 1 }
            }
        }
        let expected = (0..<41).map { row in
            (0..<41).map { matrix.isDark(row: row - 4, column: $0 - 4) ? 1 : 0 }
        }
        #expect(covered == expected)
    }

    @Test func `merged runs keep the path small`() throws {
        let matrix = try matrix()
        let dark = matrix.packed.reduce(0) { $0 + $1.nonzeroBitCount }
        let picture = QRPicture(matrix)
        #expect(picture.path.split(separator: "z").count < dark / 2)
        #expect(picture.path.utf8.count < 4_500)
    }

    @Test func `the link carries the code behind a number sign, and its address reads without a scheme`()
        throws
    {
        let link = EnrolmentLink(site: try #require(PublicURL("https://bueno.example.nl")))
        var generator = SystemRandomNumberGenerator()
        let code = EnrolmentCode(random: &generator)
        #expect(link.text(code) == "https://bueno.example.nl/aanmelden#\(code.reveal())")
        #expect(link.address == "bueno.example.nl/aanmelden")
    }
}
