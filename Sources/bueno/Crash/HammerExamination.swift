import Domain
import Features
import LogVerifier
import Storage
import Vault

/// After a kill: acknowledged is present, unacknowledged is absent or whole, the log agrees, the erased stay erased.
struct HammerExamination {
    let stores: Stores
    let services: Services
    let ledger: HammerLedger

    /// Prints one line per fault, and what was looked at.
    func run() async throws -> Bool {
        let began = ContinuousClock.now
        var faults: [String] = []
        faults += try await files()
        faults += try await rows()
        let persons = try await acknowledged(&faults)
        try await services.logKeeper.run()
        faults += try await services.logKeeper.verify().findings.map { "I4 \($0)" }
        let leaves = try await leaves(&faults)
        try await services.shredder.run()
        faults += try await erased()
        for fault in faults { HammerLine.say("BROKEN \(fault)") }
        HammerLine.say(
            """
            examined enrolled=\(ledger.enrolled.count) erased=\(ledger.erased.count) persons=\(persons) \
            leaves=\(leaves) milliseconds=\(HammerLine.milliseconds(since: began))
            """)
        return faults.isEmpty
    }

    /// I3. PostgreSQL checks its own pages, and its foreign keys always hold.
    private func files() async throws -> [String] {
        guard stores.data.engine == .sqlite else { return [] }
        var faults: [String] = []
        for (name, database) in [("data", stores.data), ("keys", stores.keys)] {
            let (integrity, foreign) = try await database.read { transaction in
                (
                    try transaction.rows("PRAGMA integrity_check").map { try $0.text(0) },
                    try transaction.rows("PRAGMA foreign_key_check").count
                )
            }
            if integrity != ["ok"] { faults.append("I3 \(name) integrity") }
            if foreign > 0 { faults.append("I3 \(name) foreign keys: \(foreign)") }
        }
        return faults
    }

    /// I2 and I6, for everyone, acknowledged or not.
    private func rows() async throws -> [String] {
        let questions: [(String, SQL)] = [
            (
                "I2 a person without exactly three fields and two indexes",
                """
                SELECT COUNT(*) FROM end_user u
                WHERE (SELECT COUNT(*) FROM sealed_field f WHERE f.end_user_id = u.end_user_id) <> 3
                    OR (SELECT COUNT(*) FROM blind_index b WHERE b.end_user_id = u.end_user_id) <> 2
                """
            ),
            (
                "I2 a person whose code is not redeemed",
                """
                SELECT COUNT(*) FROM end_user u LEFT JOIN enrolment_code c ON c.code_id = u.code_id
                WHERE c.state IS NULL OR c.state <> 'redeemed'
                """
            ),
            (
                "I6 codes redeemed, less persons and erasures",
                """
                SELECT (SELECT COUNT(*) FROM enrolment_code WHERE state = 'redeemed')
                    - (SELECT COUNT(*) FROM end_user) - (SELECT COUNT(*) FROM erasure)
                """
            ),
            (
                "I2 an attempt left beside the person it became",
                """
                SELECT COUNT(*) FROM enrolment_attempt a JOIN end_user u ON u.end_user_id = a.end_user_id
                """
            ),
            (
                "I7 a message that is sent and holds its words still, or is leased without end",
                """
                SELECT COUNT(*) FROM message WHERE (state = 'leased' AND lease_until IS NULL)
                    OR (state = 'queued' AND sealed IS NULL)
                """
            ),
        ]
        return try await stores.data.read { transaction in
            try questions.compactMap { question, sql in
                let count = try transaction.row(sql)?.int(0) ?? -1
                return count == 0 ? nil : "\(question): \(count)"
            }
        }
    }

    /// I1: each enrolment that was acknowledged is there and opens to what was given; each erasure took them away.
    private func acknowledged(_ faults: inout [String]) async throws -> Int {
        var persons: [EndUser.ID: HammerLedger.Entry] = [:]
        for entry in ledger.enrolled {
            guard let person = try await person(entry) else {
                faults.append("I1 acknowledged and absent: letter \(entry.letter)")
                continue
            }
            persons[person] = entry
        }
        for entry in ledger.erased where try await person(entry) != nil {
            faults.append("I8 erased and back: letter \(entry.letter)")
        }
        guard !persons.isEmpty else { return 0 }
        let pass = try await services.vault.aggregatePass(
            fields: [.mobileNumber, .emailAddress, .enrolmentCode], count: Int64(persons.count),
            service: .freeCalling, activity: .proof,
            access: Access(actor: .prover, purpose: .fraudAndLegalObligations, ground: .legalDuty))
        for (person, found) in try await services.vault.examine(Array(persons.keys), pass: pass) {
            guard let entry = persons[person] else { continue }
            let given = HammerPerson(batch: entry.batch, letter: entry.letter)
            guard case .opened(let fields, _) = found, fields.count == 3,
                fields[.mobileNumber]?.value.reveal() == given.e164,
                fields[.emailAddress]?.value.reveal() == given.emailAddress
            else {
                faults.append("I1 does not open to what was given: letter \(given.letter)")
                continue
            }
        }
        return persons.count
    }

    private func person(_ entry: HammerLedger.Entry) async throws -> EndUser.ID? {
        try await stores.data.read { transaction in
            try transaction.row(
                """
                SELECT u.end_user_id FROM enrolment_code c JOIN end_user u ON u.code_id = c.code_id
                WHERE c.batch_id = $1 AND c.letter_number = $2
                """, entry.batch, entry.letter)?.id(0)
        }
    }

    /// I5: one leaf per enrolment and per erasure, counted in the log on one side and in the rows on the other.
    private func leaves(_ faults: inout [String]) async throws -> Int {
        let (bodies, persons, erasures) = try await stores.data.read { transaction in
            (
                try transaction.rows("SELECT body FROM log_leaf").map { try $0.blob(0) },
                try transaction.rows("SELECT end_user_id FROM end_user").map {
                    try $0.id(0, of: EndUser.self)
                },
                try transaction.row("SELECT COUNT(*) FROM erasure")?.int(0) ?? 0
            )
        }
        var stored: [Pseudonym.ID: Int] = [:]
        var destroyed: Int64 = 0
        for leaf in bodies.compactMap({ LogLeaf(bytes: $0) }) {
            if leaf.act == .store, leaf.activity == .enrolment, let subject = leaf.subject {
                stored[subject, default: 0] += 1
            }
            if leaf.act == .destroy, leaf.activity == .erasure { destroyed += 1 }
        }
        let pseudonyms = try await services.vault.pseudonyms(of: persons)
        let wrong = persons.count { pseudonyms[$0].flatMap { stored[$0] } != 1 }
        if wrong > 0 { faults.append("I5 persons without exactly one leaf of enrolment: \(wrong)") }
        if destroyed != erasures { faults.append("I5 \(destroyed) leaves of \(erasures) erasures") }
        if stored.values.reduce(0, +) != persons.count + Int(erasures) {
            faults.append("I5 leaves of enrolment without a person or an erasure")
        }
        return bodies.count
    }

    /// I8: after the job was taken up again no key with a tombstone is left, and nothing under it.
    private func erased() async throws -> [String] {
        let (keys, open, left) = try await stores.data.read { transaction in
            (
                try transaction.rows("SELECT key_id FROM tombstone").map { try $0.id(0, of: PersonKey.self) },
                try transaction.row("SELECT COUNT(*) FROM erasure WHERE completed_at IS NULL")?.int(0) ?? 0,
                try transaction.row(
                    """
                    SELECT COUNT(*) FROM tombstone t WHERE EXISTS
                        (SELECT 1 FROM sealed_field f WHERE f.key_id = t.key_id)
                    """)?.int(0) ?? 0
            )
        }
        let remaining = try await services.vault.remainingKeys(of: keys).count
        return [
            remaining > 0 ? "I8 destroyed keys that are still there: \(remaining)" : nil,
            open > 0 ? "I8 erasures that do not finish: \(open)" : nil,
            left > 0 ? "I8 destroyed keys with something sealed under them: \(left)" : nil,
        ].compactMap { $0 }
    }
}
