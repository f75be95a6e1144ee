import Domain
import Vault

/// P73: access only for those who need it, for a while, bound to secrecy. The grants under their keyed hash against
/// what the log saw done, and against the signatures.
struct NeedProof: Proof {
    let rule = """
        A role is given by somebody else for at most a fixed term, under a keyed hash; the vault asks for it and for \
        the signatures before it opens.
        """
    let check = """
        Every grant's keyed hash is recomputed, and its giver and term looked at; every leaf of staff is held \
        against a genuine grant of that role, in force at that moment, and secrecy signed before it.
        """
    private(set) var tally = Tally()
    private var roll = StaffRoll()
    var needsLog: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        roll = try await StaffRoll(scene)
        for row in roll.given {
            tally.examine()
            let name = "grant \(row.grant.id)"
            if !row.isGenuine { tally.find("\(name): was not written by the program as it stands") }
            if row.grant.giver == .colleague(row.grant.account) { tally.find("\(name): given to oneself") }
            if row.grant.expires > RoleGrant.termMax(row.grant.side).end(from: row.grant.starts) {
                tally.find("\(name): for longer than its term")
            }
            if !row.grant.side.canHold(row.grant.role) { tally.find("\(name): a role of the other side") }
        }
    }

    mutating func examine(_ row: LeafRow) {
        guard let leaf = row.leaf, leaf.isByStaff, let actor = leaf.actor,
            let account = roll.accounts[actor]
        else { return }
        tally.examine()
        if !roll.hadRole(leaf.role, account, at: leaf.at) {
            tally.find("\(row.name): by account \(actor), as \(leaf.role.rawValue) without a grant in force")
        }
        if !roll.hadSigned(.secrecy, account, at: leaf.at) {
            tally.find("\(row.name): by account \(actor), without secrecy signed")
        }
    }
}
