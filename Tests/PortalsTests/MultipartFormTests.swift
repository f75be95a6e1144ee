import Testing

@testable import Portals

/// A form with a file, as browsers send it and as nobody should.
@Suite struct MultipartFormTests {
    private static let boundary = Array("----x42".utf8)

    private static func body(_ parts: [String], end: String = "--") -> [UInt8] {
        Array((parts.map { "------x42\r\n\($0)\r\n" }.joined() + "------x42\(end)\r\n").utf8)
    }

    private static func field(_ name: String, _ value: String) -> String {
        "Content-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)"
    }

    private static func file(_ content: String) -> String {
        "Content-Disposition: form-data; name=\"f\"; filename=\"../../x.php\"\r\n"
            + "Content-Type: text/html\r\n\r\n\(content)"
    }

    @Test func `fields and the file are read`() throws {
        let body = Self.body([
            Self.field("bewijs", "abc"), Self.file("a\r\n--b\r\n\r\nc"), Self.field("versie", ""),
        ])
        let form = try MultipartForm.form(body, boundary: Self.boundary)
        #expect(form.text("bewijs") == "abc")
        #expect(form["versie"] == "")
        #expect(form.file == Array("a\r\n--b\r\n\r\nc".utf8))
    }

    @Test func `a file that was not chosen is empty`() throws {
        let body = Self.body([Self.field("bewijs", "abc"), Self.file("")])
        #expect(try MultipartForm.form(body, boundary: Self.boundary).file == [])
    }

    @Test(arguments: [
        Self.body([Self.file("a"), Self.file("b")]), Self.body([Self.field("a", "b\u{0}")]),
        Self.body(["Content-Disposition: form-data\r\n\r\nx"]), Self.body(["no headers"]),
        Self.body([Self.field("a", "b")], end: ""), [], Array("------x4".utf8),
        Self.body([Self.field("a", String(repeating: "x", count: 20_000))]),
        Self.body(Array(repeating: Self.field("a", "b"), count: 30)),
        Self.body([String(repeating: "X", count: 3_000) + ": y\r\n" + Self.field("a", "b")]),
        Array("------x42\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb".utf8),
    ])
    func `what no browser sends is refused`(body: [UInt8]) {
        #expect(throws: MultipartForm.Refusal.malformed) {
            try MultipartForm.form(body, boundary: Self.boundary)
        }
    }

    /// Cut at every byte: an answer each time, and never a file that is shorter than it was.
    @Test func `a body that was cut short is refused wherever it was cut`() {
        let body = Self.body([Self.field("bewijs", "abc"), Self.file("content")])
        for length in 0..<(body.count - 4) {
            #expect(throws: MultipartForm.Refusal.malformed) {
                try MultipartForm.form(Array(body.prefix(length)), boundary: Self.boundary)
            }
        }
    }

    @Test func `the boundary is taken from the type alone`() {
        let boundary = MultipartForm.boundary
        #expect(boundary("multipart/form-data; boundary=----x42") == Self.boundary)
        #expect(boundary("multipart/form-data; boundary=\"----x42\"") == Self.boundary)
        #expect(boundary("multipart/mixed; boundary=x") == nil)
        #expect(boundary("multipart/form-data") == nil)
        #expect(boundary("multipart/form-data; boundary=") == nil)
        #expect(boundary("multipart/form-data; boundary=\(String(repeating: "x", count: 71))") == nil)
    }
}
