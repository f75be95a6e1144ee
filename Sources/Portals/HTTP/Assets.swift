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
    private let assets: [String: Asset]

    init(directory: URL) throws {
        var assets: [String: Asset] = [:]
        func load(_ base: String, _ suffix: String, _ type: String) throws -> String {
            let file = directory.appendingPathComponent("\(base).\(suffix)")
            guard let data = try? Data(contentsOf: file) else { throw Refusal.missing("\(base).\(suffix)") }
            let bytes = [UInt8](data)
            let tag = Self.fingerprint(bytes)
            let name = "\(base).\(tag).\(suffix)"
            assets[name] = Asset(plain: bytes, gzipped: Gzip.compressed(bytes), type: type, tag: tag)
            return Self.prefix + name
        }
        stylesheet = try load("app", "css", "text/css; charset=utf-8")
        script = try load("app", "js", "text/javascript; charset=utf-8")
        icon = try load("mark", "svg", "image/svg+xml")
        self.assets = assets
    }

    func answer(_ name: String?, acceptEncoding: String?) throws -> Answer {
        guard let asset = name.flatMap({ assets[$0] }) else { throw Stop.notFound }
        let zipped = acceptEncoding?.contains("gzip") == true && asset.gzipped.count < asset.plain.count
        var answer = Answer(
            status: .ok, content: .bytes(zipped ? asset.gzipped : asset.plain, type: asset.type))
        answer.headers[.cacheControl] = "public, max-age=31536000, immutable"
        answer.headers[.vary] = "Accept-Encoding"
        if zipped { answer.headers[.contentEncoding] = "gzip" }
        return answer
    }

    /// FNV-1a, 64 bits: only our own files get a name from it, so nobody can choose two that meet.
    private static func fingerprint(_ bytes: [UInt8]) -> String {
        let hash = bytes.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
