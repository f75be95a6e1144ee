/// A house rule that can be read from single lines of code, and an invented line that breaks it.
struct CodeRule: Sendable, CustomStringConvertible {
    let description: String
    let applies: @Sendable (SourceFile) -> Bool
    let isBroken: @Sendable (String) -> Bool
    /// Where the rule must catch which line.
    let fixture: (path: String, line: String)

    func violations(in file: SourceFile) -> [String] {
        guard applies(file) else { return [] }
        let lines = file.has("swift") ? CodeText.withoutWords(file.lines) : file.lines
        return zip(1..., lines).filter { isBroken($0.1) }.map { "\(file.path):\($0.0)" }
    }

    static let all: [CodeRule] = [
        CodeRule(
            description: "nothing prints outside the executable",
            applies: { $0.has("swift") && $0.isIn("Sources") && !$0.isIn("Sources/bueno") },
            isBroken: { CodeText.word("print(", startsIn: $0) || $0.contains("debugPrint(") },
            fixture: ("Sources/Features/X.swift", "    print(\"x\")")),
        CodeRule(
            description: "no template prints unescaped",
            applies: { $0.has("mustache") || $0.isIn("Sources/Portals") && $0.has("swift") },
            isBroken: { $0.contains("{{{") || $0.contains("{{&") },
            fixture: ("Sources/Portals/Templates/x.mustache", "<p>{{{name}}}</p>")),
        CodeRule(
            description: "no try!",
            applies: isSwift, isBroken: { $0.contains("try!") },
            fixture: ("Sources/Domain/X.swift", "let x = try! y()")),
        CodeRule(
            description: "no forced cast",
            applies: isSwift, isBroken: { $0.contains("as!") },
            fixture: ("Sources/Domain/X.swift", "let x = y as! Int")),
        CodeRule(
            description: "no forced unwrap",
            applies: isSwift, isBroken: CodeText.hasForcedUnwrap,
            fixture: ("Sources/Domain/X.swift", "let x = values.first!.count")),
        CodeRule(
            description: "nothing ends the process on purpose",
            applies: { $0.has("swift") && $0.isIn("Sources") },
            isBroken: { line in
                ["fatalError(", "preconditionFailure(", "assertionFailure("].contains { line.contains($0) }
            },
            fixture: ("Sources/Domain/X.swift", "default: fatalError(\"x\")")),
        CodeRule(
            description: "a service has a name of its own, or the library prints all that hangs under it",
            applies: { $0.has("swift") && $0.isIn("Sources") },
            isBroken: { $0.contains(".init(service:") && !$0.contains("serviceName:") },
            fixture: ("Sources/bueno/X.swift", "services.map { .init(service: $0) }")),
        CodeRule(
            description: "nothing is left for later in the code",
            applies: isWritten, isBroken: { $0.contains("TODO") || $0.contains("FIXME") },
            fixture: ("Sources/Domain/X.swift", "let x = 1 // TODO: y")),
        CodeRule(
            description: "no path of one machine",
            applies: isWritten,
            isBroken: { line in ["/home/", "/Users/", "/root/", "/work/"].contains { line.contains($0) } },
            fixture: ("docs/X.md", "See /home/someone/notes")),
        CodeRule(
            // Locked memory comes from C, so its owner is the one exception.
            description: "only Storage answers for itself about sharing between threads",
            applies: {
                $0.has("swift") && $0.isIn("Sources") && !$0.isIn("Sources/Storage")
                    && $0.path != "Sources/Vault/Keys/KeySlab.swift"
            },
            isBroken: { $0.contains("@unchecked Sendable") || $0.contains("nonisolated(unsafe)") },
            fixture: ("Sources/Features/X.swift", "final class X: @unchecked Sendable {}")),
        CodeRule(
            description: "scripts are read by old phones",
            applies: { $0.has("js") && $0.isIn("Sources") },
            isBroken: { line in
                let code = line.drop { $0 == " " }
                return code.contains("=>")
                    || ["const ", "class ", "async "].contains { code.hasPrefix($0) }
            },
            fixture: ("Sources/Portals/Assets/x.js", "  const x = 1;")),
        CodeRule(
            description: "only the executable reads the environment",
            applies: { $0.has("swift") && $0.isIn("Sources") && !$0.isIn("Sources/bueno") },
            isBroken: { $0.contains("ProcessInfo.processInfo.environment") || $0.contains("getenv(") },
            fixture: ("Sources/Gateways/X.swift", "let x = ProcessInfo.processInfo.environment[\"X\"]")),
    ]

    private static let isSwift: @Sendable (SourceFile) -> Bool = { $0.has("swift") }

    /// These tests name what they look for, so they are not looked at themselves.
    private static let isWritten: @Sendable (SourceFile) -> Bool = { !$0.isIn("Tests/TidyTests") }
}
