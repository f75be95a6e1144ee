import Foundation

/// One file of the repository, or an invented one that shows that a rule can fail.
struct SourceFile: Sendable {
    /// From the root of the repository.
    let path: String
    let lines: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// `Domain` for `Sources/Domain/Values/Hex.swift`; nothing outside `Sources`.
    var target: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    func isIn(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
    func has(_ fileExtension: String) -> Bool { path.hasSuffix("." + fileExtension) }
}

/// The repository these tests were compiled from.
enum SourceTree {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every text file that people write, in a fixed order.
    static func files() throws -> [SourceFile] {
        let folders = ["Sources", "Tests", "docs", "scripts", ".ci"]
        let single = ["Package.swift", "Makefile", "README.md", "CHANGELOG.md"]
        let kinds: Set<String> = [
            "swift", "c", "cpp", "h", "mustache", "md", "yaml", "py", "sh", "js", "css", "",
        ]
        var paths = single
        for folder in folders {
            let walk = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            while let name = walk?.nextObject() as? String {
                let path = folder + "/" + name
                guard kinds.contains((name as NSString).pathExtension), !name.contains("__pycache__") else {
                    continue
                }
                var isFolder: ObjCBool = false
                let full = root.appendingPathComponent(path).path
                if FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue {
                    paths.append(path)
                }
            }
        }
        return try paths.sorted().map { try file($0) }
    }

    static func file(_ path: String) throws -> SourceFile {
        SourceFile(
            path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }
}
