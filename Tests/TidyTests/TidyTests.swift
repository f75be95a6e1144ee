import Foundation
import Testing

/// The rules of the house that a machine can read. Each is shown to fail on an invented line.
@Suite struct TidyTests {
    @Test(arguments: CodeRule.all)
    func `the code keeps a house rule`(rule: CodeRule) throws {
        let violations = try SourceTree.files().flatMap(rule.violations)
        #expect(violations == [], "\(rule)")
    }

    @Test(arguments: CodeRule.all)
    func `a line that breaks the rule is seen`(rule: CodeRule) {
        let broken = SourceFile(path: rule.fixture.path, text: "let fine = 1\n" + rule.fixture.line + "\n")
        #expect(rule.violations(in: broken) == ["\(rule.fixture.path):2"])
    }

    @Test(arguments: [
        "if a != b { return !c }", "let words = \"Stop!\"", "// done!", "guard !list.isEmpty else { return }",
        "precondition(x) // really!",
    ])
    func `what only looks like a forced unwrap is not reported`(line: String) {
        #expect(!CodeText.withoutWords([line]).contains(where: CodeText.hasForcedUnwrap))
    }

    @Test func `what stands in a text of several lines is no code`() {
        let lines = ["let text = \"\"\"", "    print(x!)", "    \"\"\"", "let y = x!"]
        #expect(CodeText.withoutWords(lines).map(CodeText.hasForcedUnwrap) == [false, false, false, true])
    }

    @Test func `every file stays within 300 lines`() throws {
        let tooLong = try SourceTree.files().filter(isTooLong).map(\.path)
        #expect(tooLong == [])
        let long = SourceFile(path: "Sources/Domain/X.swift", text: String(repeating: "x\n", count: 301))
        #expect(isTooLong(long))
    }

    @Test func `every dependency has its reason written down`() throws {
        let package = try SourceTree.file("Package.swift")
        let reasons = try SourceTree.file("docs/DEPENDENCIES.md").lines.joined(separator: "\n")
        let names = package.lines.compactMap { line in
            line.contains(".package(url:") ? line.split(separator: "\"")[1].split(separator: "/").last : nil
        }.map { $0.replacingOccurrences(of: ".git", with: "") }
        #expect(!names.isEmpty)
        #expect(names.filter { !reasons.contains("`\($0)`") } == [])
    }

    @Test func `every link between documents leads somewhere`() throws {
        let documents = try SourceTree.files().filter { $0.has("md") }
        let dead = documents.flatMap(deadLinks)
        #expect(dead == [])
        let broken = SourceFile(path: "docs/X.md", text: "[gone](missing.md)")
        #expect(deadLinks(broken) == ["docs/X.md -> missing.md"])
    }

    private func isTooLong(_ file: SourceFile) -> Bool {
        // The last piece is what follows the final newline.
        !file.has("md") && !file.has("yaml") && !file.has("css") && file.lines.count > 301
    }

    private func deadLinks(_ document: SourceFile) -> [String] {
        let folder = SourceTree.root.appendingPathComponent(document.path).deletingLastPathComponent()
        return document.lines.flatMap { line in
            line.matches(of: /\]\(([^)#]+)(#[^)]*)?\)/).map { String($0.1) }
        }
        .filter { link in
            !link.contains("://")
                && !FileManager.default.fileExists(atPath: folder.appendingPathComponent(link).path)
        }
        .map { "\(document.path) -> \($0)" }
    }
}
