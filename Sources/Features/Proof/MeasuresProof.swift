import Domain
import Foundation
import LogVerifier
import Storage
import Vault

/// P70: suitable measures. The settings that the running engines report, the modes of the files, the shape of what
/// is sealed, and the log recomputed from its leaves against the signed checkpoints and the witness.
struct MeasuresProof: Proof {
    let rule = """
        Every field is sealed under its person's own key; keys lie apart, for their owner alone; commits reach the \
        disk; the log is a signed tree, whose checkpoints go to the witness when one is set.
        """
    let check = """
        Sealed bytes must have the length and format of a sealed value; key files and directories must be closed to \
        others; the engines are asked for their settings; the whole log is recomputed and compared with its \
        checkpoints and with those at the witness, when one is set.
        """
    private(set) var tally = Tally()
    var needsPersons: Bool { true }

    /// A format byte, a nonce, a tag, and at least one byte of text.
    private static let shortestSealed = 1 + 24 + 16 + 1

    mutating func examine(_ person: Dossier) {
        for field in person.fields {
            tally.examine()
            let name = "\(person.name): \(field.known?.rawValue ?? "a field")"
            if field.sealedLength < Self.shortestSealed { tally.find("\(name) is not sealed") }
            let own = field.keyClass == KeyClass.contact.rawValue ? person.contactKey : person.identityKey
            if field.key != own { tally.find("\(name) is under another key than the person's own") }
        }
    }

    mutating func conclude(_ scene: Scene) async throws {
        for (name, database) in [("data store", scene.data), ("key store", scene.keys)] {
            for fault in try await EngineSettings.faults(of: database) { tally.find("\(name): \(fault)") }
        }
        examineFiles(scene.premises)
        try await examineLog(scene)
    }

    private mutating func examineFiles(_ premises: Premises) {
        let directories = [premises.keysDirectory, premises.dataDirectory].compactMap(\.self)
        for directory in directories {
            for path in FileModes.open(toOthersUnder: directory) { tally.find("\(path): open to others") }
        }
        if let keys = premises.keysDirectory, let data = premises.dataDirectory,
            FileModes.isInside(keys, directory: data)
        {
            tally.find("keys: kept inside the directory of the data")
        }
    }

    private mutating func examineLog(_ scene: Scene) async throws {
        let report = try await LogKeeper(vault: scene.vault, witness: scene.premises.witness).verify()
        tally.examine(Int(report.leaves))
        for finding in report.findings { tally.find("log: \(finding)") }
        let late = scene.now - .hours(1)
        let waiting = try await scene.data.read { transaction in
            try transaction.row("SELECT COUNT(*) FROM log_leaf WHERE seq IS NULL AND at < $1", late)?.int(0)
                ?? 0
        }
        if waiting > 0 { tally.find("log: \(waiting) leaves wait longer than an hour for their number") }
        let (head, numbered) = try await scene.data.read { transaction in
            (
                try transaction.row("SELECT size FROM log_head")?.int(0) ?? 0,
                try transaction.row("SELECT COUNT(*) FROM log_leaf WHERE seq IS NOT NULL")?.int(0) ?? 0
            )
        }
        if head != numbered { tally.find("log: its head says \(head), and \(numbered) leaves have a number") }
    }
}
