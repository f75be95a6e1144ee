import ArgumentParser
import Domain
import Features
import Foundation
import Storage
import Vault

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at the installation: settings, files, workers, what needs a person.",
        discussion: "Exit code 1 when something is red.")

    @OptionGroup var common: CommonOptions
    @Option(help: "The directory with the copies of the keys, to see how old the newest is.")
    var keyCopies: String?

    func run() async throws {
        try await VerbRunner.run(Examine(keyCopies: keyCopies.map(absolutePath)), common)
    }
}

struct Examine: Verb {
    static let name = "doctor"
    let keyCopies: String?

    /// One thing that was looked at.
    private struct Sign {
        let isRed: Bool
        let text: String
    }

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        for name in SettingName.allCases {
            guard let value = installation.settings.given[name] else { continue }
            output.line("setting  \(name.rawValue): \(name.isSecret ? "(set)" : value)")
        }
        let signs =
            try files(installation.settings) + gateways(installation) + (await work(installation))
            + (try await copies(installation))
        for sign in signs { output.line("\(sign.isRed ? "RED " : "fine") \(sign.text)") }
        return signs.contains(where: \.isRed) ? Exit.finding : Exit.fine
    }

    private func files(_ settings: Settings) throws -> [Sign] {
        try [
            (settings.dataDirectory, 0o700), (settings.keysDirectory, 0o700), (settings.rootKeyFile, 0o600),
        ].map { path, wanted in
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
            return Sign(
                isRed: mode & 0o077 != 0, text: "\(path) is for its owner alone (\(String(mode, radix: 8)))")
        }
    }

    private func gateways(_ installation: Installation) -> [Sign] {
        if installation.mailbox != nil {
            return [Sign(isRed: false, text: "demonstration: messages go to /postvak")]
        }
        return [
            Sign(isRed: installation.settings.mail == nil, text: "a mail server is set"),
            Sign(isRed: installation.settings.sms == nil, text: "an SMS gateway is set"),
            Sign(isRed: installation.settings.witnessDirectory == nil, text: "a witness is set"),
        ]
    }

    private func work(_ installation: Installation) async throws -> [Sign] {
        let now = installation.clock.now()
        let (waiting, failed, erasures, unnumbered) = try await installation.data.read { transaction in
            let count = { (sql: SQL, before: Moment) in try transaction.row(sql, before)?.int(0) ?? 0 }
            return (
                try count(
                    "SELECT COUNT(*) FROM message WHERE state = 'queued' AND due_at < $1",
                    now - OutboxState.patience),
                try count(
                    "SELECT COUNT(*) FROM message WHERE state = 'failed' AND created_at > $1", now - .days(1)),
                try count(
                    "SELECT COUNT(*) FROM erasure WHERE completed_at IS NULL AND requested_at < $1",
                    now - .minutes(15)),
                try count("SELECT COUNT(*) FROM log_leaf WHERE seq IS NULL AND at < $1", now - .minutes(5))
            )
        }
        return [
            Sign(isRed: waiting > 0, text: "messages waiting for more than a quarter of an hour: \(waiting)"),
            Sign(isRed: false, text: "messages that failed in the last day: \(failed)"),
            Sign(
                isRed: erasures > 0,
                text: "erasures unfinished for more than a quarter of an hour: \(erasures)"),
            Sign(isRed: unnumbered > 0, text: "leaves of the log waiting for their number: \(unnumbered)"),
        ]
    }

    /// A lost key store is lost data, so its newest copy must be as new as the newest enrolment (P44 asks the rest).
    private func copies(_ installation: Installation) async throws -> [Sign] {
        guard let keyCopies else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: keyCopies)
        let newest = names.compactMap(Backups.moment(ofKeyCopy:)).max()
        let enrolled = try await installation.data.read { transaction in
            try transaction.row("SELECT MAX(enrolled_at) FROM end_user")?.optionalInt(0)
        }.map(Moment.init(milliseconds:))
        guard let newest else {
            return [Sign(isRed: true, text: "there is no copy of the keys in \(keyCopies)")]
        }
        return [
            Sign(
                isRed: enrolled.map { newest < $0 } ?? false,
                text: "the newest copy of the keys (\(newest.day)) knows everyone")
        ]
    }
}
