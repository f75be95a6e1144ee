import ArgumentParser
import Domain
import Features
import Foundation
import LogVerifier
import Vault

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "A signed archive for an auditor, and the check of one.",
        subcommands: [Export.self, Verify.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the evidence of a period as one signed archive.",
            discussion: """
                Counts, texts and signed notes; nobody's data. That it was made stands in the processing log. A file \
                that is there already is not written over.
                """)
        @OptionGroup var common: CommonOptions
        @Option(name: .customLong("from"), help: "The first day, such as 2026-01-01.")
        var first: String
        @Option(name: .customLong("until"), help: "The last day, such as 2026-03-31.")
        var last: String
        @Option(name: .customLong("to"), help: "The file to write.")
        var file: String
        @Option(help: "For whom: audit, supervisor, customer or ourselves.")
        var reason = EvidenceReason.audit.rawValue

        func run() async throws {
            guard let first = CalendarDay(first), let last = CalendarDay(last) else {
                throw ValidationError("Write the days as 2026-11-24.")
            }
            guard let reason = EvidenceReason(rawValue: reason) else {
                throw ValidationError("The reason is audit, supervisor, customer or ourselves.")
            }
            try await VerbRunner.run(
                ExportEvidence(
                    first: first.description, last: last.description, reason: reason.rawValue,
                    path: absolutePath(file)), common)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check an archive: every file, its signature, and that the log was not rewritten.",
            discussion: """
                With --key nothing of an installation is needed. Without it the archive is held against the key and the \
                log of this installation. Exit code 1 when anything is wrong.
                """)
        @OptionGroup var common: CommonOptions
        @Option(help: "The public key of who made it, as in the archive's public-key.pem.")
        var key: String?
        @Argument(help: "The archive.")
        var file: String

        func run() async throws {
            guard let bytes = FileManager.default.contents(atPath: file) else {
                throw ValidationError("There is no such file.")
            }
            guard let key else {
                return try await VerbRunner.run(VerifyEvidence(path: absolutePath(file)), common)
            }
            try await Failure.explained {
                guard let pem = try? String(contentsOfFile: key, encoding: .utf8),
                    let publicKey = PublicKeyFile.key(in: pem)
                else { throw Failure("This file holds no public key.", exitCode: Exit.refused) }
                let found = EvidenceVerifier(publicKey: publicKey, origin: Vault.logOrigin)
                    .verify(Array(bytes))
                return VerifyEvidence.tell(found.manifest, found.findings, output: Terminal())
            }
        }
    }
}

struct ExportEvidence: Verb {
    static let name = "evidence export"
    let first: String
    let last: String
    let reason: String
    let path: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard let first = CalendarDay(first), let last = CalendarDay(last),
            let reason = EvidenceReason(rawValue: reason)
        else { throw Failure("These are no days, or no reason.", exitCode: Exit.refused) }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                "There is a file of that name already. Give another one.", exitCode: Exit.refused)
        }
        let archive: EvidenceArchive
        do {
            let period = try EvidencePeriod(from: first, until: last, at: installation.clock.now())
            archive = try await installation.services.evidenceExports.export(period, for: reason) {
                output.progress($0, of: $1, "parts")
            }
        } catch let refusal as EvidenceRefusal {
            throw Failure(Self.words(refusal), exitCode: Exit.refused)
        }
        do {
            // For its owner's eyes until they hand it over.
            try Data(archive.bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        } catch {
            throw Failure("The file cannot be written there.", exitCode: Exit.unavailable)
        }
        output.line(path)
        output.note(
            "Tell the auditor the hash of our key by another way: "
                + Hex.text(try installation.services.evidenceExports.keyHash()))
        return Exit.fine
    }

    private static func words(_ refusal: EvidenceRefusal) -> String {
        switch refusal {
        case .endsBeforeItBegins: "The last day lies before the first."
        case .notYet: "The last day has not begun yet."
        case .tooLong: "Ask for two years at most; the next archive goes on where this one ends."
        case .firstMissing, .lastMissing, .reasonMissing, .notAllowed, .proofNeeded:
            "It was refused: \(refusal)."
        }
    }
}

struct VerifyEvidence: Verb {
    static let name = "evidence verify"
    let path: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw Failure("There is no such file.", exitCode: Exit.refused)
        }
        let (manifest, findings) = try await installation.services.evidenceExports.verify(Array(bytes))
        return Self.tell(manifest, findings, output: output)
    }

    static func tell(
        _ manifest: EvidenceManifest?, _ findings: [EvidenceVerifier.Finding], output: any Output
    ) -> Int32 {
        if let manifest {
            output.line("period  \(manifest.period.first) \(manifest.period.last)")
            output.line("files   \(manifest.files.count)")
            output.line("log     \(manifest.logSize) lines")
        }
        for finding in findings { output.line("WRONG   \(finding)") }
        output.note(findings.isEmpty ? "The archive is right." : "The archive is not right.")
        return findings.isEmpty ? Exit.fine : Exit.finding
    }
}

/// A public key as OpenSSL writes it.
enum PublicKeyFile {
    static func key(in pem: String) -> [UInt8]? {
        let lines = pem.split(separator: "\n").map(String.init)
        guard lines.count == 3, lines[0] == "-----BEGIN PUBLIC KEY-----", let bytes = Base64.bytes(lines[1]),
            bytes.count == 44
        else { return nil }
        return Array(bytes.suffix(32))
    }
}
