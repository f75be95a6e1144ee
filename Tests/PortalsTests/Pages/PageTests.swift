import Domain
import Foundation
import Testing

@testable import Portals

@Suite struct PageTests {
    @Test func `every tag of every template has a property`() throws {
        let sources = try Samples.templateSources()
        var names: [String: Set<String>] = [:]
        for sample in try Samples.all() {
            names[type(of: sample.page).template, default: []].formUnion(Samples.propertyNames(sample.page))
        }
        let frame = Samples.propertyNames(Samples.frame(.dutch))
        let always = frame.union(frame.map { "frame.\($0)" }).union(["template", "."])
        for (template, own) in names {
            let missing = Samples.tags(of: template, in: sources).subtracting(own).subtracting(always)
            #expect(missing.isEmpty, "\(template)")
        }
    }

    @Test func `every template is a page's or part of one`() throws {
        let sources = try Samples.templateSources()
        var used: Set<String> = ["layout"]
        for sample in try Samples.all() { used.insert(type(of: sample.page).template) }
        for (_, source) in sources { used.formUnion(Samples.partials(of: source)) }
        #expect(Set(sources.keys) == used)
    }

    @Test func `no template has style or script inside it, or loads anything from elsewhere`() throws {
        for (name, source) in try Samples.templateSources() {
            let lower = source.lowercased()
            for forbidden in [
                " style=", "<style", "javascript:", " onclick", " onload", " onsubmit", "<iframe", "<img",
            ] {
                #expect(!lower.contains(forbidden), "\(name): \(forbidden)")
            }
            let scripts = lower.components(separatedBy: "<script").count - 1
            #expect(scripts == (name == "layout" ? 2 : 0), "\(name)")
        }
    }

    @Test func `both languages have the same bones`() throws {
        for sample in try Samples.all() {
            let dutch = Samples.bones(try Samples.html(sample.page, .dutch))
            guard let english = try Samples.all(.english).first(where: { $0.name == sample.name }) else {
                continue
            }
            #expect(dutch == Samples.bones(try Samples.html(english.page, .english)), "\(sample.name)")
        }
    }

    @Test(arguments: Language.allCases)
    func `every page looks as it was last agreed`(language: Language) throws {
        let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .appendingPathComponent("Golden")
        for sample in try Samples.all(language) {
            let html = try Samples.html(sample.page, language)
            let file = directory.appendingPathComponent("\(sample.name).\(language.rawValue).html")
            if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
                try html.write(to: file, atomically: true, encoding: .utf8)
            }
            let agreed = try? String(contentsOf: file, encoding: .utf8)
            #expect(
                agreed == html, "\(sample.name).\(language.rawValue): RECORD_GOLDEN=1 after looking at it")
        }
    }

    @Test func `a first view weighs less than 40 kB`() throws {
        for sample in try Samples.all() {
            let html = Gzip.compressed(Array(try Samples.html(sample.page, .dutch).utf8)).count
            #expect(html < 14_000, "\(sample.name)")
        }
        let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
                "Sources/Portals/Assets")
        for (name, most) in [("app.css", 12_000), ("app.js", 8_000)] {
            let bytes = [UInt8](try Data(contentsOf: directory.appendingPathComponent(name)))
            #expect(Gzip.compressed(bytes).count < most, "\(name)")
        }
    }
}
