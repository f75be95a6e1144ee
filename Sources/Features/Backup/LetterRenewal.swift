import Domain
import Storage
import Vault

/// What became of the letters of persons whose keys were lost.
public struct RenewedLetters: Sendable, Equatable {
    /// Their code works once more: they enrol again.
    public var renewed = 0
    /// Their code's last day has passed since: the customer replaces it.
    public var lapsed = 0
    /// The law orders to keep what nobody can open. It stays, locked, until its day.
    public var locked = 0

    public init(renewed: Int = 0, lapsed: Int = 0, locked: Int = 0) {
        (self.renewed, self.lapsed, self.locked) = (renewed, lapsed, locked)
    }
}

/// Why the gate stays shut.
public enum QuarantineRefusal: Error, Equatable, Sendable {
    /// So many persons enrolled after this copy of the keys was made: their data would be lost.
    case keysAreOlder(persons: Int)
}

/// A key that was lost is lost with what it sealed, and the code was used. Without this its person could neither be
/// read nor enrol again.
struct LetterRenewal: Sendable {
    let vault: Vault

    private static let page = 200

    private enum Fate { case renewed, lapsed, locked }

    func renew(_ persons: [EndUser.ID]) async throws -> RenewedLetters {
        var letters = RenewedLetters()
        var remaining = persons[...]
        while !remaining.isEmpty {
            let page = Array(remaining.prefix(Self.page))
            remaining = remaining.dropFirst(Self.page)
            let fates = try await vault.data.write { transaction in
                try page.map { try renew($0, in: transaction) }
            }
            for fate in fates {
                switch fate {
                case .renewed: letters.renewed += 1
                case .lapsed: letters.lapsed += 1
                case .locked: letters.locked += 1
                }
            }
        }
        return letters
    }

    private func renew(_ person: EndUser.ID, in transaction: Transaction) throws -> Fate {
        let lock = try transaction.row(
            "SELECT 1 FROM restriction WHERE end_user_id = $1 AND until > $2", person, transaction.now)
        guard lock == nil else { return .locked }
        let code: EnrolmentCode.ID? = try transaction.row(
            "SELECT code_id FROM end_user WHERE end_user_id = $1", person)?.optionalID(0)
        let isGone = try Erasures.carryOutWithoutKeys(
            person, reason: .retention,
            access: Access(actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty),
            vault: vault, in: transaction)
        guard isGone else { return .locked }
        guard let code, try EnrolmentQueries.renew(code, in: transaction) else { return .lapsed }
        return .renewed
    }
}
