import Domain
import Storage
import Vault

/// BuenO's own people as two stores know them: who is behind a pseudonym of the log, what they were given and what
/// they signed. As many as there are people, so it is kept in memory.
struct StaffRoll: Sendable {
    private(set) var accounts: [Pseudonym.ID: Account.ID] = [:]
    private(set) var pseudonyms: [Account.ID: Pseudonym.ID] = [:]
    private(set) var given: [KeptGrant] = []
    private var signed: [Account.ID: [Signed]] = [:]

    private struct Signed: Sendable {
        let duty: Duty
        let version: Int
        let at: Moment
    }

    init() {}

    init(_ scene: Scene) async throws {
        let (ids, signed, given) = try await scene.data.read { transaction in
            (
                try transaction.rows("SELECT account_id FROM account").map { try $0.id(0, of: Account.self) },
                try transaction.rows("SELECT account_id, duty, version, signed_at FROM duty_signature").map {
                    (
                        account: try $0.id(0, of: Account.self), duty: try $0.text(1), version: try $0.int(2),
                        at: try $0.moment(3)
                    )
                },
                try scene.vault.grants(in: transaction)
            )
        }
        pseudonyms = try await scene.vault.pseudonyms(of: ids)
        for (account, pseudonym) in pseudonyms { accounts[pseudonym] = account }
        for row in signed {
            guard let duty = Duty(rawValue: row.duty) else { continue }
            self.signed[row.account, default: []].append(
                Signed(duty: duty, version: Int(row.version), at: row.at))
        }
        self.given = given
    }

    /// Whether they had signed this text by then.
    func hadSigned(_ duty: Duty, version: Int? = nil, _ account: Account.ID, at moment: Moment) -> Bool {
        signed[account, default: []].contains {
            $0.duty == duty && (version == nil || $0.version == version) && $0.at <= moment
        }
    }

    /// Whether the program had given them this role, and not taken it back by then.
    func hadRole(_ role: Role, _ account: Account.ID, at moment: Moment) -> Bool {
        given.contains { row in
            let grant = row.grant
            return row.isGenuine && grant.account == account && grant.role == role && grant.starts <= moment
                && moment < grant.expires && grant.revoked.map { moment <= $0 } ?? true
        }
    }
}

extension LogLeaf {
    /// What BuenO's own people did with anything but their own data. A refusal opened nothing.
    var isByStaff: Bool {
        role.side == .staff && activity != .refusedAccess && (subject == nil || subject != actor)
    }
}
