import Domain
import Storage
import Vault

/// How many of BuenO's own people held each role, and how roles were given and ended (P73). No names: an auditor who
/// must know who, asks the office. Only what the program itself gave counts.
struct GrantEvidence: EvidencePart {
    let vault: Vault

    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let grants = try vault.grants(in: transaction).filter { $0.isGenuine && $0.grant.side == .staff }
            .map(\.grant)
        let rows = Role.allCases.filter { $0.side == .staff }.map { role in
            let own = grants.filter { $0.role == role }
            let figures = [
                Self.holders(own, at: period.start), own.count { period.contains($0.starts) },
                own.count { $0.revoked.map(period.contains) ?? false },
                own.count { $0.revoked == nil && period.contains($0.expires) },
                Self.holders(own, at: period.end - .milliseconds(1)),
            ]
            return [role.rawValue] + figures.map { String($0) }
        }
        let columns = [
            "role", "people_at_the_start", "given", "taken_back", "ran_out", "people_at_the_end",
        ]
        return [EvidenceTable(path: "access/staff-roles.csv", columns: columns, rows: rows).file]
    }

    private static func holders(_ grants: [RoleGrant], at moment: Moment) -> Int {
        Set(
            grants.filter {
                $0.starts <= moment && moment < $0.expires && ($0.revoked.map { moment < $0 } ?? true)
            }.map(\.account)
        ).count
    }
}
