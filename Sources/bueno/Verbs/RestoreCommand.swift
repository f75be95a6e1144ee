import ArgumentParser
import Domain
import Features
import Foundation
import Storage
import Vault

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put copies of the stores back, behind a quarantine.",
        discussion: """
            Nothing is served until every destruction that the witness knows was carried out again, so that an erased \
            person stays erased, whichever of the two copies is older (P44). What is replaced is kept beside it.
            """)

    @OptionGroup var common: CommonOptions
    @Option(
        help: "The copy of the data to put back (data-*.sqlite). Without: the data that is there is kept.")
    var dataCopy: String?
    @Option(
        help: "The copy of the keys to put back (keys-*.sqlite). Without: the keys that are there are kept.")
    var keysCopy: String?
    @Flag(
        help: "There is no witness: release on my word that no erasure happened after these copies were made."
    )
    var withoutWitness = false
    @Flag(
        help:
            "Erase what is left of persons whose keys are in no copy, and let their letters be used once more."
    )
    var renewLetters = false

    func run() async throws {
        try await Failure.explained {
            try Hardening.apply()
            let settings = try common.read()
            try check(settings)
            let output = Terminal()
            // The mark stands before the first file moves: a crash halfway leaves a quarantine, never a server.
            if dataCopy != nil || keysCopy != nil {
                try FileManager.default.createDirectory(
                    atPath: settings.dataDirectory, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                try Restoration.begin(in: settings)
                if let dataCopy { try put(dataCopy, settings.dataFile, settings.dataDirectory) }
                if let keysCopy { try put(keysCopy, settings.keysFile, settings.keysDirectory) }
            }
            return try await release(settings, output: output)
        }
    }

    private func check(_ settings: Settings) throws {
        guard settings.postgreSQL == nil || (dataCopy == nil && keysCopy == nil) else {
            throw Failure(
                "PostgreSQL has its own tools to put copies back; after them 'bueno restore' releases the stores.",
                exitCode: Exit.refused)
        }
        guard settings.witnessDirectory != nil || withoutWitness else {
            throw Failure(
                "There is no witness to say who was erased since. Set 'witness', or add --without-witness.",
                exitCode: Exit.refused)
        }
        for copy in [dataCopy, keysCopy].compactMap({ $0 })
        where !FileManager.default.fileExists(atPath: copy) {
            throw Failure("There is no \(copy).", exitCode: Exit.refused)
        }
        if try AdminClient.connect(to: settings.adminSocket) != nil {
            throw Failure("A server runs on this data. Stop it first.", exitCode: Exit.refused)
        }
    }

    /// What stood there is set apart with its log, under the moment of the restore.
    private func put(_ copy: String, _ file: String, _ directory: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let apart = ".before-\(SystemClock().now().milliseconds)"
        for suffix in ["", "-wal", "-shm"] where manager.fileExists(atPath: file + suffix) {
            try manager.moveItem(atPath: file + suffix, toPath: file + apart + suffix)
        }
        try manager.copyItem(atPath: copy, toPath: file)
        try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    private func release(_ settings: Settings, output: Terminal) async throws -> Int32 {
        let stores = try Stores.open(settings, clock: SystemClock())
        return try await stores.closing {
            let installation = try await Installation(
                settings, stores: stores, clock: SystemClock(), onFailure: { _ in })
            // PostgreSQL's own tools leave no mark, and a key store that is older does not show in the log.
            let isPending = try await Restoration.isPending(in: installation)
            guard isPending || settings.postgreSQL != nil else {
                throw Failure(
                    "Nothing waits to be released: give --data-copy, --keys-copy or both.",
                    exitCode: Exit.refused)
            }
            let outcome: Quarantine.Outcome
            do {
                outcome = try await installation.services.quarantine.release(renewingLetters: renewLetters)
            } catch QuarantineRefusal.keysAreOlder(let persons) {
                throw Failure(Self.words(aboutLosing: persons), exitCode: Exit.refused)
            }
            try await installation.services.logKeeper.run()
            try Restoration.end(in: settings)
            Self.lines(about: outcome, hasWitness: installation.services.witness != nil)
                .forEach(output.line)
            output.note(
                "Released: 'bueno serve' will serve again. The files that were replaced still open: delete them."
            )
            return Exit.fine
        }
    }

    /// What was done, what is lost, and what a person has to do about it.
    private static func lines(about outcome: Quarantine.Outcome, hasWitness: Bool) -> [String] {
        var lines = ["Destroyed again: \(outcome.destroyed) keys."]
        if outcome.receipts > 0 { lines.append("Receipts of erasures made again: \(outcome.receipts).") }
        if outcome.locks.placed > 0 {
            lines.append(
                "Locked again with its last day: what the law orders to keep of \(outcome.locks.placed). These copies do not say why: your own orders do."
            )
        }
        if outcome.holds > 0 {
            lines.append(
                "Held again with its last day: \(outcome.holds). These copies do not say why: your own orders do."
            )
        }
        if outcome.locks.lost > 0 {
            lines.append(
                "LOST: what the law ordered to keep of \(outcome.locks.lost) persons who are not in these copies. Tell who gave the order."
            )
        }
        if outcome.lostLeaves > 0 {
            lines.append(
                "The witness knows \(outcome.lostLeaves) leaves of the log that this copy does not have.")
        }
        lines += Self.lines(about: outcome.letters)
        if !hasWitness {
            lines.append(
                "Without a witness: do again every erasure and every lock ('bueno restrict') since these copies were made."
            )
        }
        return lines
    }

    private static func words(aboutLosing persons: Int) -> String {
        """
        Nothing is released: \(persons) persons enrolled after this copy of the keys was made, and their data would be \
        lost. Put back a newer copy of the keys, if there is one. Or put back the data copy of the same moment \
        (--data-copy): then they enrol again with the letter they have. Or keep this data and give up theirs: \
        'bueno restore --renew-letters' erases what is left of them, and their letters work once more.
        """
    }

    private static func lines(about letters: RenewedLetters) -> [String] {
        var lines: [String] = []
        if letters.renewed > 0 {
            lines.append(
                "LOST with their keys: \(letters.renewed) persons. Their letters work once more: ask their customers to tell them."
            )
        }
        if letters.lapsed > 0 {
            lines.append(
                "LOST with their keys: \(letters.lapsed) persons whose letter has ended. Ask their customers to replace it."
            )
        }
        if letters.locked > 0 {
            lines.append(
                "LOST: what the law ordered to keep of \(letters.locked) persons does not open. Tell who gave the order."
            )
        }
        return lines
    }
}
