import Domain
import Features
import Foundation
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

/// An archive for an auditor: what is in it, what is not, and that whatever is changed in it shows.
struct EvidenceTests {
    private static let always: Set<String> = [
        "LEES-MIJ.txt", "MANIFEST.txt", "README.txt", "public-key.pem", "proof/runs.csv",
        "proof/promises.csv", "statement/versions.csv", "statement/version-1.yaml",
        "register/version-1.nl.csv",
        "register/version-1.en.csv", "processors.csv", "destruction/days.csv", "holds.csv", "requests.csv",
        "consents.csv",
        "viewing/signs.csv", "viewing/cases.csv", "access/staff-roles.csv", "log/checkpoints.txt",
    ]

    @Test(arguments: TestEngine.allCases)
    func `an archive tells the period in counts, and is right`(engine: TestEngine) async throws {
        try await LivedYear.with(engine) { year in
            let bytes = try await year.export()
            #expect(try await year.verify(bytes) == [])
            let archive = try #require(ZipArchive(bytes: bytes))
            let paths = Set(archive.files.map(\.path))
            #expect(Self.always.subtracting(paths).isEmpty)
            let rest = paths.subtracting(Self.always)
            #expect(!rest.isEmpty && rest.allSatisfy { $0.hasPrefix("destruction/certificates/2026-") })
            let text = { (path: String) in String(decoding: archive[path] ?? [], as: UTF8.self) }
            // Both were asked; the complaint was answered after its month, the objection stopped by itself.
            #expect(text("requests.csv").contains("complaint;end_user;1;0;1;0;0;0;0"))
            #expect(text("requests.csv").contains("objection;end_user;1;"))
            #expect(text("holds.csv").contains("court_case;person;1;1;0;0;1"))
            #expect(text("consents.csv").contains("asked;given;"))
            #expect(text("viewing/signs.csv").contains("2026-04;broken_glass;1"))
            #expect(text("viewing/cases.csv").contains("2026-04;help_with_sign_in;2;1"))
            #expect(text("access/staff-roles.csv").contains("privacy_officer;0;2;0;0;2"))
            #expect(text("processors.csv").contains("mail;"))
            #expect(text("proof/promises.csv").contains("P13;"))
            #expect(text("proof/runs.csv").split(separator: "\r\n").count == 2)
            let version = try #require(try await year.world.services.statements.version(1))
            #expect(text("statement/version-1.yaml") == version.document)
            #expect(text("statement/versions.csv").contains(version.hash))
            #expect(text("register/version-1.nl.csv").contains("evidence_export"))
            let chain = try #require(CheckpointChain(text: text("log/checkpoints.txt")))
            #expect(chain.links.count >= 3)
        }
    }

    /// What is stored in the archive is stored in the clear, so what is nowhere in its bytes is not in it.
    @Test(arguments: TestEngine.allCases)
    func `nobody is in it: not what they gave, not a name, not a number that leads to them`(
        engine: TestEngine
    ) async throws {
        try await LivedYear.with(engine) { year in
            let bytes = try await year.export()
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("complaint"))
            #expect(year.canaries.count > 60)
            for canary in year.canaries {
                // The texts of the statement and of the checks are published, whatever words are in them.
                #expect(!Self.withoutPublished(bytes).contains(canary), "\(canary.count) characters")
            }
        }
    }

    private static func withoutPublished(_ bytes: [UInt8]) -> String {
        (ZipArchive(bytes: bytes)?.files ?? []).filter {
            !$0.path.hasPrefix("statement/version-") && !$0.path.hasPrefix("register/")
                && !$0.path.hasSuffix(".txt") || $0.path.hasPrefix("destruction/")
                || $0.path.hasPrefix("log/")
        }.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    }

    @Test(arguments: TestEngine.allCases)
    func `the same period is the same bytes, whatever came after`(engine: TestEngine) async throws {
        try await LivedYear.with(engine) { year in
            let first = try await year.export()
            let fenna = try await year.world.staff(7, roles: [.support])
            _ = try await year.world.openCase(on: 1, by: fenna)
            try await year.world.services.rightsRequests.ask(
                .other(.complaint), words: "Later", for: fenna.worker)
            year.world.clock.advance(by: .days(1))
            try await year.world.services.logKeeper.run()
            #expect(try await year.export() == first)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one other byte in any kind of file is seen, and so is a file too few or too many`(
        engine: TestEngine
    ) async throws {
        try await LivedYear.with(engine) { year in
            let bytes = try await year.export()
            let archive = try #require(ZipArchive(bytes: bytes))
            for file in archive.files {
                let others = archive.files.filter { $0.path != file.path }
                var changed = file.bytes
                changed[changed.count / 2] ^= 1
                let findings = try await year.verify(
                    ZipArchive(others + [.init(file.path, changed)]).bytes)
                let gone = try await year.verify(ZipArchive(others).bytes)
                if file.path == EvidenceManifest.path {
                    #expect(!findings.isEmpty)
                    #expect(gone == [.noManifest])
                } else {
                    #expect(findings.contains(.changed(file.path)), "\(file.path)")
                    #expect(gone.contains(.missing(file.path)), "\(file.path)")
                }
            }
            let more = ZipArchive(archive.files + [.init("holds-2.csv", "court_case")]).bytes
            #expect(try await year.verify(more) == [.added("holds-2.csv")])
            // And in what lies around the files.
            for offset in stride(from: 0, to: bytes.count, by: 4_099) {
                var changed = bytes
                changed[offset] ^= 0x40
                #expect(try await year.verify(changed) == [.unreadable], "\(offset)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a log that was rewritten shows, also when it was signed anew`(engine: TestEngine) async throws {
        try await LivedYear.with(engine) { year in
            let archive = try #require(ZipArchive(bytes: try await year.export()))
            let path = EvidenceVerifier.chainPath
            let chain = try #require(
                CheckpointChain(text: String(decoding: archive[path] ?? [], as: UTF8.self)))
            // The second head without what leads to it: whoever holds the key signs the rest as it should be.
            var links = chain.links
            links[1] = .init(proof: Array(links[1].proof.dropLast()), note: links[1].note)
            let findings = try await resigned(
                archive, with: .init(path, CheckpointChain(links).text), in: year)
            #expect(findings.count == 1)
            guard case .rewritten? = findings.first else { return #expect(findings == []) }
            // A head that this key did not sign.
            let forged = links[0].note.replacingOccurrences(of: "\n\n", with: "\n\n")
            let broken = forged.dropLast(8) + "AAAAAA=\n"
            links = chain.links
            links[0] = .init(proof: [], note: String(broken))
            let other = try await resigned(
                archive, with: .init(path, CheckpointChain(links).text), in: year)
            #expect(other.contains { if case .badHead = $0 { true } else { false } })
            // A certificate that was changed and hashed again.
            let certificate = try #require(
                archive.files.first { $0.path.hasPrefix(EvidenceVerifier.certificateFolder) })
            let words = String(decoding: certificate.bytes, as: UTF8.self)
            let lied = try await resigned(
                archive,
                with: .init(certificate.path, words.replacingOccurrences(of: "kept 0", with: "kept 1")),
                in: year)
            #expect(lied == [.certificate(certificate.path, .badSignature)])
        }
    }

    /// The archive with one other file, hashed and signed by the real key.
    private func resigned(
        _ archive: ZipArchive, with file: ZipArchive.File, in year: LivedYear
    ) async throws -> [EvidenceVerifier.Finding] {
        let note = String(decoding: archive[EvidenceManifest.path] ?? [], as: UTF8.self)
        let old = try #require(EvidenceManifest.parse(note: note)?.manifest)
        let files = archive.files.filter { $0.path != EvidenceManifest.path && $0.path != file.path } + [file]
        let manifest = EvidenceManifest(
            period: old.period, logSize: old.logSize, logRoot: old.logRoot,
            files: ZipArchive(files).files.map {
                .init(path: $0.path, hash: ContentHash.sha256($0.bytes))
            })
        let signed = ZipArchive.File(EvidenceManifest.path, try year.world.vault.sign(manifest))
        return try await year.verify(ZipArchive(files + [signed]).bytes)
    }

    @Test(arguments: TestEngine.allCases)
    func `an archive of another installation is not ours`(engine: TestEngine) async throws {
        try await LivedYear.with(engine) { year in
            let bytes = try await year.export()
            try await World.with(engine) { other in
                let found = try await other.services.evidenceExports.verify(bytes).findings
                #expect(found.contains(.badSignature) && found.contains(.otherLog))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who fetches it is a privacy officer who proved themselves, and it stands in the log`(
        engine: TestEngine
    ) async throws {
        try await LivedYear.with(engine) { year in
            let (world, exports) = (year.world, year.world.services.evidenceExports)
            let fenna = try await world.staff(7, roles: [.support, .fieldOperator])
            await #expect(throws: EvidenceRefusal.notAllowed) {
                _ = try await exports.export(year.period, for: .audit, by: fenna.worker)
            }
            await #expect(throws: EvidenceRefusal.proofNeeded) {
                _ = try await exports.export(year.period, for: .audit, by: year.officer.worker)
            }
            #expect(try await exports.made(limit: 5).isEmpty)
            let before = try await leaves(in: world)
            let officer = try await world.proven(year.officer)
            let archive = try await exports.export(year.period, for: .supervisor, by: officer)
            #expect(try await year.verify(archive.bytes) == [])
            let leaf = try #require(
                try await leaves(in: world).first { leaf in !before.contains { $0.id == leaf.id } })
            #expect(leaf.act == .aggregate && leaf.role == .privacyOfficer && leaf.basis == .legalObligation)
            #expect(leaf.actor == officer.pseudonym && leaf.subject == nil && leaf.fields == .none)
            let made = try #require(try await exports.made(limit: 5).first)
            #expect(made.period == year.period && made.reason == .supervisor)
            let note = ZipArchive(bytes: archive.bytes)?[EvidenceManifest.path] ?? []
            #expect(made.manifestHash == ContentHash.sha256(note))
            // The line has its ground and its place in the register.
            #expect(try await world.services.proofRuns.start(Premises()))
            await world.services.background.drain()
            let report = try #require(try await world.services.proofRuns.latest())
            for id in ["P11", "P30", "P71", "P82"] {
                #expect(report.lines.first { $0.promise == id }?.verdict != .broken, "\(id)")
            }
        }
    }

    private func leaves(in world: World) async throws -> [LogLeaf] {
        try await world.data.read { transaction in
            try transaction.rows("SELECT body FROM log_leaf").compactMap {
                LogLeaf(bytes: try $0.blob(0))
            }
        }.filter { $0.activity == .evidenceExport }
    }

    @Test(arguments: TestEngine.allCases)
    func `the first day has an archive too`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let today = CalendarDay(of: world.clock.now())
            let period = try EvidencePeriod(from: today, until: today, at: world.clock.now())
            let bytes = try await world.services.evidenceExports.export(period, for: .ourselves) { _, _ in }
                .bytes
            let (manifest, findings) = try await world.services.evidenceExports.verify(bytes)
            #expect(findings == [] && manifest?.logSize == 0)
        }
    }
}
