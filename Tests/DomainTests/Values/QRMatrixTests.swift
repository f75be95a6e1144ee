import Domain
import Testing

@Suite struct QRMatrixTests {
    @Test(arguments: [21, 25, 33, 177])
    func `packed modules come back as they were`(size: Int) throws {
        let matrix = try #require(QRMatrix(size: size) { row, column in (row * 7 + column * 3) % 5 == 0 })
        let read = try #require(QRMatrix(size: size, packed: matrix.packed))
        #expect(read == matrix)
        for row in 0..<size {
            for column in 0..<size {
                #expect(read.isDark(row: row, column: column) == ((row * 7 + column * 3) % 5 == 0))
            }
        }
    }

    @Test func `the first module is the highest bit of the first byte`() throws {
        let matrix = try #require(
            QRMatrix(size: 21) { row, column in row == 0 && (column == 0 || column == 9) })
        #expect(matrix.packed.prefix(2) == [0b1000_0000, 0b0100_0000])
        #expect(matrix.packed.count == 56)
    }

    @Test func `around the square it is light`() throws {
        let matrix = try #require(QRMatrix(size: 21) { _, _ in true })
        #expect(!matrix.isDark(row: -1, column: 0) && !matrix.isDark(row: 0, column: 21))
    }

    @Test(arguments: [0, 20, 22, 181, -1])
    func `a size that no code has is refused`(size: Int) {
        #expect(QRMatrix(size: size) { _, _ in true } == nil)
        #expect(QRMatrix(size: size, packed: []) == nil)
    }

    @Test func `bits that are too few or too many are refused`() {
        #expect(QRMatrix(size: 21, packed: [UInt8](repeating: 0, count: 55)) == nil)
        #expect(QRMatrix(size: 21, packed: [UInt8](repeating: 0, count: 57)) == nil)
    }
}
