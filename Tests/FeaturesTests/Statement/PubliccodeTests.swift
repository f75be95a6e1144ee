import Foundation
import Testing
import Yams

/// The repository's own description for catalogues of public software, held against the published fields of
/// publiccode.yml 0.7.
@Suite struct PubliccodeTests {
    private static let required: Set<String> = [
        "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
        "description",
        "legal", "maintenance", "localisation",
    ]
    private static let optional: Set<String> = [
        "applicationSuite", "landingURL", "isBasedOn", "softwareVersion", "releaseDate", "logo", "categories",
        "usedBy", "roadmap", "supports", "intendedAudience", "dependsOn", "organisation", "fundedBy",
    ]
    private static let inDescription: Set<String> = [
        "localisedName", "shortDescription", "longDescription", "documentation", "apiDocumentation",
        "features",
        "screenshots", "videos", "awards",
    ]
    /// Those of the vocabularies that we use.
    private static let categories: Set<String> = [
        "communications", "customer-service-and-support", "compliance-management", "digital-citizenship",
        "identity-management", "voip", "call-center-management",
    ]
    private static let scopes: Set<String> = [
        "local-authorities", "society", "welfare", "education", "government",
    ]

    private static var root: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
    }

    private static func document() throws -> [String: Any] {
        let text = try String(contentsOf: root.appendingPathComponent("publiccode.yml"), encoding: .utf8)
        return try #require(try Yams.load(yaml: text) as? [String: Any])
    }

    @Test func `it has every key it must have and none that does not exist`() throws {
        let document = try Self.document()
        #expect(Self.required.subtracting(document.keys) == [])
        #expect(Set(document.keys).subtracting(Self.required).subtracting(Self.optional) == [])
        #expect(document["publiccodeYmlVersion"] as? String == "0.7")
        #expect(document["softwareType"] as? String == "standalone/web")
        #expect(
            ["concept", "development", "beta", "stable", "obsolete"]
                .contains(document["developmentStatus"] as? String ?? ""))
    }

    @Test func `its words come from the vocabularies`() throws {
        let document = try Self.document()
        let audience = try #require(document["intendedAudience"] as? [String: Any])
        #expect(Set(document["categories"] as? [String] ?? ["-"]).isSubset(of: Self.categories))
        #expect(Set(audience["scope"] as? [String] ?? ["-"]).isSubset(of: Self.scopes))
        #expect(audience["countries"] as? [String] == ["NL"])
        let legal = try #require(document["legal"] as? [String: Any])
        let licence = try String(contentsOf: Self.root.appendingPathComponent("LICENSE"), encoding: .utf8)
        #expect(legal["license"] as? String == "EUPL-1.2" && licence.contains("LICENCE v. 1.2"))
    }

    @Test func `every language is described within the lengths that are allowed`() throws {
        let document = try Self.document()
        let descriptions = try #require(document["description"] as? [String: [String: Any]])
        let localisation = try #require(document["localisation"] as? [String: Any])
        #expect(Set(descriptions.keys) == Set(localisation["availableLanguages"] as? [String] ?? []))
        #expect(localisation["localisationReady"] as? Bool == true)
        for (language, description) in descriptions {
            #expect(Set(description.keys).subtracting(Self.inDescription) == [], "\(language)")
            let short = description["shortDescription"] as? String ?? ""
            let long = description["longDescription"] as? String ?? ""
            #expect((1...150).contains(short.count) && !short.contains("\n"), "\(language): \(short.count)")
            #expect((150...10_000).contains(long.count), "\(language)")
            #expect((5...20).contains((description["features"] as? [String] ?? []).count), "\(language)")
        }
    }

    @Test func `what it points at in the repository is there`() throws {
        let logo = try #require(try Self.document()["logo"] as? String)
        #expect(FileManager.default.fileExists(atPath: Self.root.appendingPathComponent(logo).path))
    }

    @Test func `who maintains it can be found`() throws {
        let maintenance = try #require(try Self.document()["maintenance"] as? [String: Any])
        #expect(maintenance["type"] as? String == "internal")
        let contacts = maintenance["contacts"] as? [[String: Any]] ?? []
        #expect(!contacts.isEmpty && contacts.allSatisfy { ($0["name"] as? String)?.isEmpty == false })
    }
}
