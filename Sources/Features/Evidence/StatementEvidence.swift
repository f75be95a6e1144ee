import Domain
import Storage
import Vault

/// The versions of the statement that were in force, word for word, and the register of processing activities that each
/// of them makes (GDPR, article 30).
struct StatementEvidence: EvidencePart {
    let statements: Statements

    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let all = try Statements.versions(in: transaction)
        var files: [ZipArchive.File] = []
        var rows: [[String]] = []
        for (index, version) in all.enumerated() {
            // Newest first: the one before it in the list took its place.
            let end = index == 0 ? nil : all[index - 1].effectiveFrom
            guard version.effectiveFrom < period.end, end.map({ period.start < $0 }) ?? true else { continue }
            rows.append([
                String(version.version), version.effectiveFrom.evidenceText, end?.evidenceText ?? "",
                version.hash,
            ])
            files.append(.init("statement/version-\(version.version).yaml", version.document))
            if let statement = statements.statement(version) {
                files += Language.allCases.map { Self.register(of: statement, $0) }
            }
        }
        let columns = ["version", "in_force_from", "in_force_until", "sha256"]
        return files + [EvidenceTable(path: "statement/versions.csv", columns: columns, rows: rows).file]
    }

    private static func register(of statement: Statement, _ language: Language) -> ZipArchive.File {
        let register = ProcessingRegister(statement, services: Set(Service.allCases))
        let words = { (wordings: [Wording]) in wordings.map { $0.text(in: language) }.joined(separator: ", ")
        }
        return EvidenceTable(
            path: "register/version-\(statement.version).\(language.rawValue).csv",
            columns: [
                "id", "name", "controller", "purpose", "basis", "kept", "origin", "recipients", "fields",
            ],
            rows: register.entries.map { entry in
                [
                    entry.id, entry.name.text(in: language), entry.controller, words([entry.purpose]),
                    words([entry.basis]),
                    entry.terms.map { rule in
                        let term = rule.term.text(in: language)
                        return "\(rule.name.text(in: language)): \(term) (\(rule.event.rawValue))"
                    }.joined(separator: ", "),
                    words(entry.origin.map { [$0] } ?? []), words(entry.recipients), words(entry.fields),
                ]
            }
        ).file
    }
}
