import Foundation

/// The settings as text, from the three places in the order that counts: flags, environment, file.
struct SettingSource: Sendable {
    private(set) var values: [SettingName: String] = [:]

    /// Reads the environment and the file once. Without a name for it, the file is `settings` in the data directory,
    /// and it need not be there.
    static func read(
        flags: [SettingName: String], file: String?, environment: [String: String]
    ) throws -> SettingSource {
        var source = SettingSource()
        source.values = flags
        try source.add(environment)
        let data = source.values[.data] ?? "data"
        let isAsked = file != nil
        let path = file ?? data + "/settings"
        if isAsked || FileManager.default.fileExists(atPath: path) {
            try source.add(file: path)
        }
        source.values[.data] = source.values[.data] ?? data
        return source
    }

    private mutating func add(_ environment: [String: String]) throws {
        let names = Dictionary(uniqueKeysWithValues: SettingName.allCases.map { ($0.environmentName, $0) })
        for (key, value) in environment where key.hasPrefix("BUENO_") {
            // The test scripts speak to the tests through these two.
            if key.hasPrefix("BUENO_TEST_") || key == "BUENO_CAMPAIGN" { continue }
            guard let name = names[key] else {
                throw SettingProblem("There is no setting \(key). See docs/OPERATING.md for those there are.")
            }
            values[name] = values[name] ?? value
        }
    }

    /// Lines of `name: value`; `#` starts a comment line.
    private mutating func add(file path: String) throws {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SettingProblem("The settings file \(path) cannot be read.")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        for (number, line) in zip(1..., text.split(separator: "\n", omittingEmptySubsequences: false)) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2, let name = SettingName(rawValue: parts[0]) else {
                throw SettingProblem("\(path), line \(number): '\(parts.first ?? "")' is no setting.")
            }
            let isRelative = name.isPath && !parts[1].hasPrefix("/")
            let value = isRelative ? folder.appendingPathComponent(parts[1]).standardized.path : parts[1]
            values[name] = values[name] ?? value
        }
    }
}
