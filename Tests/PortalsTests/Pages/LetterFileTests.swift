import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Portals

/// The letter maker as one file: it stands in the repository, so that anyone can read and compare what is served.
@Suite struct LetterFileTests {
    private static let root = Samples.templateDirectory.deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let assets = root.appendingPathComponent("Sources/Portals/Assets")

    @Test func `it is what a fresh build makes of its parts`() throws {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("letter-file-\(UUID())")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let build = Process()
        build.executableURL = Self.root.appendingPathComponent("scripts/letter-file")
        build.arguments = [place.path]
        try build.run()
        build.waitUntilExit()
        #expect(build.terminationStatus == 0)
        for name in ["brieven.html", "letters.html", "SHA256SUMS"] {
            let fresh = try Data(contentsOf: place.appendingPathComponent(name))
            let kept = try Data(contentsOf: Self.assets.appendingPathComponent(name))
            #expect(fresh == kept, "\(name) is old: run scripts/letter-file")
        }
    }

    @Test(arguments: Language.allCases)
    func `it holds every part of the page, in the same order, and may send nothing`(language: Language) throws
    {
        let file = try text(LetterFile.name(language))
        var rest = file[...]
        for name in LettersPage.assets where name.hasSuffix(".js") {
            let part = try text("letters/\(name)")
            let found = try #require(rest.range(of: part), "\(name)")
            rest = rest[found.upperBound...]
        }
        #expect(file.contains(try text("letters/letters.css")))
        for wall in ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "script-src 'sha256-"]
        {
            #expect(file.contains(wall))
        }
        #expect(!file.contains("unsafe-") && !file.contains("<form") && !file.contains("src=\"http"))
    }

    @Test func `the portal serves it with its hash, to be kept and not to be shown`() throws {
        let assets = try Assets(directory: Self.assets)
        let file = try #require(LetterFile(.dutch, in: assets))
        #expect(file.sha256.utf8.count == 64 && file.href.hasSuffix(".html"))
        let answer = try assets.answer(
            file.href.split(separator: "/").last.map(String.init), acceptEncoding: nil)
        #expect(answer.headers[.contentDisposition] == "attachment")
    }

    @Test func `every file that works on letters is served`() throws {
        let assets = try Assets(directory: Self.assets)
        #expect(LetterAssets.all.filter { assets.address($0) == nil } == [])
        let folder = Self.assets.appendingPathComponent("letters")
        let present = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(present).subtracting(LetterAssets.all) == ["letter-file.js"])
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: Self.assets.appendingPathComponent(name), encoding: .utf8)
    }
}
