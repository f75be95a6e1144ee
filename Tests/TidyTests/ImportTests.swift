import Foundation
import Testing

/// SwiftPM does not refuse an import of a target that happens to be built; this does.
@Suite struct ImportTests {
    @Test func `every import stands in the table of the architecture`() throws {
        let table = try ImportTable(SourceTree.file("docs/ARCHITECTURE.md"))
        let violations = try SourceTree.files().flatMap(table.violations)
        #expect(violations == [])
    }

    @Test func `every target of ours is in the table`() throws {
        let table = try ImportTable(SourceTree.file("docs/ARCHITECTURE.md"))
        let targets = Set(try SourceTree.files().filter { $0.has("swift") }.compactMap(\.target))
        #expect(targets.subtracting(table.targets) == [])
    }

    @Test(arguments: [
        ("import Storage", "Storage"), ("public import Foundation", "Foundation"),
        ("@preconcurrency internal import struct NIOCore.ByteBuffer // why", "NIOCore"),
    ])
    func `an import is read in every form`(line: String, module: String) {
        #expect(ImportTable.module(importedBy: line) == module)
    }

    @Test func `a portal that reaches into the vault is seen`() throws {
        let table = try ImportTable(SourceTree.file("docs/ARCHITECTURE.md"))
        let file = SourceFile(
            path: "Sources/Portals/X.swift", text: "import Features\ninternal import Vault\n")
        #expect(table.violations(in: file) == ["Sources/Portals/X.swift:2 imports Vault"])
    }
}
