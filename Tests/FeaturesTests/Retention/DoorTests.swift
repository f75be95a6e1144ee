import Features
import Foundation
import Testing

/// P43: nothing destroys past the vault's door. The paths are found in the sources, by the tables that the data map says
/// hold what is sealed under a person's key.
@Suite struct DoorTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private struct Source {
        let path: String
        let lines: [String]
        var isDoor: Bool { path.hasPrefix("Vault/Door/") }
    }

    private static func sources() throws -> [Source] {
        let folder = root.appendingPathComponent("Sources")
        let walk = FileManager.default.enumerator(atPath: folder.path)
        var found: [Source] = []
        while let name = walk?.nextObject() as? String {
            guard name.hasSuffix(".swift") else { continue }
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            found.append(
                Source(
                    path: name,
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
        }
        return found
    }

    /// Tables of what is sealed under a key that a person's row names.
    private static var sealedTables: [String] {
        DataMap.current.tables.filter { table in
            table.store == .data && table.columns["key_id"] != nil
                && table.columns.values.contains(.personalSealed)
        }.map(\.name)
    }

    /// Whether a line destroys: a row of those tables, what is sealed in it, a tombstone, or a key.
    private static func destroys(_ line: String) -> Bool {
        let text = line.replacingOccurrences(of: "\n", with: " ")
        if text.drop(while: { $0 == " " }).hasPrefix("//") { return false }
        if text.contains("INSERT INTO tombstone") || text.contains("keyStore.destroy(") { return true }
        if text.range(of: #"\bsealed\w* = NULL"#, options: .regularExpression) != nil { return true }
        return sealedTables.contains { table in
            text.range(of: #"DELETE FROM \#(table)\b"#, options: .regularExpression) != nil
        }
    }

    @Test func `what is sealed is found from the data map`() {
        #expect(
            Set(Self.sealedTables).isSuperset(of: [
                "sealed_field", "sealed_value", "message", "case_note", "rights_request",
            ]))
    }

    @Test func `nothing outside the door destroys what is sealed, its tombstone, or a key`() throws {
        let sources = try Self.sources()
        #expect(sources.count > 300)
        let past = sources.filter { !$0.isDoor }.flatMap { source in
            zip(1..., source.lines).filter { Self.destroys($0.1) }.map { "\(source.path):\($0.0)" }
        }
        #expect(past == [])
    }

    @Test func `everything in the door that destroys asks what is held`() throws {
        let door = try Self.sources().filter(\.isDoor)
        let destroying = door.flatMap { source in
            Self.functions(of: source).filter { $0.body.contains(where: Self.destroys) }
        }
        #expect(destroying.count >= 9)
        // Replaying what was destroyed before asks nothing anew, and correcting a value is no destruction.
        let free: Set<String> = [
            "bury(again", "deleteWhatIsBuried(", "forgetIndex(", "shred(", "forgetRequestsUnderTombstones(",
        ]
        let unasked = destroying.filter { function in
            !free.contains { function.name.hasPrefix($0) }
                && !function.body.contains { $0.contains("elease") }
        }
        #expect(unasked.map(\.name) == [])
    }

    @Test func `a way past the door is seen`() {
        for line in [
            #"try transaction.execute("DELETE FROM sealed_field WHERE end_user_id = $1", person)"#,
            #"    DELETE FROM message WHERE person_id = $1"#, #"UPDATE message SET sealed = NULL"#,
            #"    sealed_answer = NULL, sealed_delay = NULL"#,
            #"INSERT INTO tombstone (key_id, reason, at) VALUES ($1, $2, $3)"#,
            "try await keyStore.destroy(ids)",
        ] {
            #expect(Self.destroys(line), "\(line)")
        }
        #expect(!Self.destroys(#"DELETE FROM session WHERE session_id = $1"#))
    }

    private struct Function {
        let name: String
        let body: [String]
    }

    /// From one `func` of an extension to the next.
    private static func functions(of source: Source) -> [Function] {
        var found: [Function] = []
        var (name, body): (String?, [String]) = (nil, [])
        for line in source.lines {
            if let start = line.range(of: "func ") {
                if let name { found.append(Function(name: name, body: body)) }
                (name, body) = (String(line[start.upperBound...]), [])
            }
            body.append(line)
        }
        if let name { found.append(Function(name: name, body: body)) }
        return found
    }
}
