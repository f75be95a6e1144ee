/// A form with a file in it, as browsers send it (RFC 7578): decoded strictly, in memory, with one file at most.
enum MultipartForm {
    enum Refusal: Error { case malformed }

    private static let headerBytesMax = 2_048
    private static let partsMax = 20

    /// The boundary of `multipart/form-data; boundary=...`; nothing when the type says something else.
    static func boundary(of contentType: String) -> [UInt8]? {
        let parts = contentType.split(separator: ";").map { $0.drop { $0 == " " } }
        guard parts.first?.lowercased() == "multipart/form-data",
            let named = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        var value = named.dropFirst("boundary=".count)
        if value.count >= 2, value.first == "\"", value.last == "\"" { value = value.dropFirst().dropLast() }
        let bytes = Array(value.utf8)
        return (1...70).contains(bytes.count) ? bytes : nil
    }

    /// The typed fields and the content of the file. What the browser says of its name and type is not read.
    static func form(_ body: [UInt8], boundary: [UInt8]) throws(Refusal) -> FormBody {
        let mark = Array("--".utf8) + boundary
        guard body.starts(with: mark) else { throw .malformed }
        var fields: [(name: String, value: String)] = []
        var file: [UInt8]?
        var at = mark.count
        for _ in 0..<partsMax {
            if body[at...].starts(with: "--".utf8) { return FormBody(fields, file: file) }
            guard body[at...].starts(with: lineEnd), let headersEnd = find(blank, in: body, from: at),
                headersEnd - at <= headerBytesMax,
                let end = find(lineEnd + mark, in: body, from: headersEnd + blank.count - lineEnd.count)
            else { throw .malformed }
            let disposition = try Disposition(
                body[(at + lineEnd.count)..<max(headersEnd, at + lineEnd.count)])
            let start = headersEnd + blank.count
            let content = start <= end ? body[start..<end] : []
            if disposition.isFile {
                guard file == nil else { throw .malformed }
                file = Array(content)
            } else {
                guard content.count <= 16_384, content.allSatisfy(isText),
                    let text = String(validating: content, as: UTF8.self)
                else { throw .malformed }
                fields.append((disposition.name, text))
            }
            at = end + lineEnd.count + mark.count
        }
        throw .malformed
    }

    private static let lineEnd: [UInt8] = [13, 10]
    private static let blank: [UInt8] = [13, 10, 13, 10]

    private static func isText(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == 9 || byte == 10 || byte == 13
    }

    private static func find(_ part: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        guard start >= 0, body.count - start >= part.count else { return nil }
        return body.withUnsafeBufferPointer { bytes in
            var at = start
            let last = bytes.count - part.count
            while at <= last {
                if bytes[at] == part[0] {
                    var length = 1
                    while length < part.count, bytes[at + length] == part[length] { length += 1 }
                    if length == part.count { return at }
                }
                at += 1
            }
            return nil
        }
    }

    /// What a part says it is.
    private struct Disposition {
        let name: String
        let isFile: Bool

        init(_ headers: ArraySlice<UInt8>) throws(Refusal) {
            guard let text = String(validating: headers, as: UTF8.self) else { throw .malformed }
            let lines = text.split(separator: "\r\n")
            let found = lines.first { $0.lowercased().hasPrefix("content-disposition: form-data;") }
            guard let found, let name = Self.parameter("name", in: found), name.utf8.count <= 64 else {
                throw .malformed
            }
            self.name = name
            isFile = found.contains("; filename=") || found.contains("; filename*=")
        }

        private static func parameter(_ name: String, in line: Substring) -> String? {
            guard let start = line.firstRange(of: "; \(name)=\"")?.upperBound,
                let end = line[start...].firstIndex(of: "\"")
            else { return nil }
            return String(line[start..<end])
        }
    }
}
