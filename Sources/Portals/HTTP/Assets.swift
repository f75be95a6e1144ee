import Domain
import Foundation
import HTTPTypes

/// The stylesheet, the script and the mark: named after their content, so that a browser keeps them a year
/// and a new version is a new address.
struct Assets: Sendable {
    static let prefix = "/assets/"

    private struct Asset: Sendable {
        let plain: [UInt8]
        let gzipped: [UInt8]
        let type: String
        let tag: String
    }

    enum Refusal: Error { case missing(String) }

    let stylesheet: String
    let script: String
    let icon: String
    /// What a file to take along looks like, for who reads it.
    let portabilitySchema: String
    private let assets: [String: Asset]
    /// Where each file that only some pages need is served, by its own name.
    private let addresses: [String: String]
    /// SHA-256 of each file that people may keep, as `sha256sum` writes them.
    private let sums: [String: String]

    init(directory: URL) throws {
        var assets: [String: Asset] = [:]
        func read(_ path: String) throws -> [UInt8] {
            guard let data = try? Data(contentsOf: directory.appendingPathComponent(path)) else {
                throw Refusal.missing(path)
            }
            return [UInt8](data)
        }
        func load(_ path: String) throws -> String {
            let bytes = try read(path)
            let file = path.split(separator: "/").last ?? ""
            let (base, suffix) = (file.prefix { $0 != "." }, file.drop { $0 != "." }.dropFirst())
            guard let type = Self.types[String(suffix)] else { throw Refusal.missing(path) }
            let tag = Self.fingerprint(bytes)
            let name = "\(base).\(tag).\(suffix)"
            assets[name] = Asset(plain: bytes, gzipped: Gzip.compressed(bytes), type: type, tag: tag)
            return Self.prefix + name
        }
        stylesheet = try load("app.css")
        script = try load("app.js")
        icon = try load("mark.svg")
        portabilitySchema = String(decoding: try read("portability.schema.json"), as: UTF8.self)
        var addresses: [String: String] = [:]
        addresses[HelperCardPage.stylesheet] = try load(HelperCardPage.stylesheet)
        for name in LetterAssets.all { addresses[name] = try load("letters/\(name)") }
        for name in Language.allCases.map(LetterFile.name) { addresses[name] = try load(name) }
        sums = Self.sums(String(decoding: try read("SHA256SUMS"), as: UTF8.self))
        self.addresses = addresses
        self.assets = assets
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "html": "text/html; charset=utf-8",
    ]

    /// The address of a file that only some pages need.
    func address(_ name: String) -> String? { addresses[name] }

    func sha256(_ name: String) -> String? { sums[name] }

    /// Lines of a hash, two spaces and a name.
    private static func sums(_ text: String) -> [String: String] {
        let pairs = text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.count == 2 ? (String(words[1]), String(words[0])) : nil
        }
        return Dictionary(pairs) { first, _ in first }
    }

    func answer(_ name: String?, acceptEncoding: String?) throws -> Answer {
        guard let asset = name.flatMap({ assets[$0] }) else { throw Stop.notFound }
        let zipped = acceptEncoding?.contains("gzip") == true && asset.gzipped.count < asset.plain.count
        var answer = Answer(
            status: .ok, content: .bytes(zipped ? asset.gzipped : asset.plain, type: asset.type))
        answer.headers[.cacheControl] = "public, max-age=31536000, immutable"
        answer.headers[.vary] = "Accept-Encoding"
        if zipped { answer.headers[.contentEncoding] = "gzip" }
        // A whole page among these is there to be kept and opened from disk, not to be a page of our site.
        if asset.type.hasPrefix("text/html") { answer.headers[.contentDisposition] = "attachment" }
        return answer
    }

    /// FNV-1a, 64 bits: only our own files get a name from it, so nobody can choose two that meet.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
