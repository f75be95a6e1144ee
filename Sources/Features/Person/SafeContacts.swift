import Domain
import Storage
import Vault

/// Safe contact: for who lives with somebody that reads their phone or their mail.
///
/// While it is on, nothing goes out by itself (`MessageRoute`), and signing in asks for both proofs, so that the phone
/// alone opens nothing. A choice of the person's own, kept with their enrolments.
public struct SafeContacts: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// Signing in asks for a number and an address: who has only one would be locked out.
        case needsBoth
    }

    private let vault: Vault
    private let statements: Statements

    init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    public func isOn(for signedIn: SignedIn) async throws -> Bool {
        try await vault.data.read { try SafeContactQueries.isOn(for: signedIn.person.person, in: $0) }
    }

    /// For every enrolment of this human that the session shows. What still waits to be sent stays behind their door.
    public func turn(on isOn: Bool, for signedIn: SignedIn) async throws {
        let kept = try statements.current.term(of: .message)
        var own: [EndUser.ID: PersonKeys] = [:]
        for member in signedIn.members {
            do {
                own[member.person] = try await vault.keys(of: member.person)
            } catch VaultError.noSuchPerson {
                continue
            }
        }
        let known = own
        let isRefused = try await vault.data.write { transaction -> Bool in
            if isOn {
                for person in known.keys {
                    guard try SafeContactQueries.hasBoth(person, in: transaction) else { return true }
                }
            }
            for (person, keys) in known {
                guard let service = try EndUserQueries.bought(for: person, in: transaction)?.service else {
                    continue
                }
                if isOn {
                    try SafeContactQueries.holdBack(
                        person, gone: kept.end(from: transaction.now), in: transaction)
                }
                try SafeContactQueries.turn(on: isOn, for: person, in: transaction)
                try vault.record(
                    Processing(
                        .store, .safeContact, service: service, fields: .none, subject: keys.pseudonym),
                    access: keys.ownAccess(.delivery), in: transaction)
            }
            return false
        }
        if isRefused { throw Refusal.needsBoth }
    }
}

/// The SQL of safe contact.
enum SafeContactQueries {
    /// False for those who are no end user (yet).
    static func isOn(for person: Person.ID, in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT safe_contact FROM end_user WHERE end_user_id = $1", person)?.int(0) == 1
    }

    static func turn(on isOn: Bool, for person: EndUser.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE end_user SET safe_contact = $2 WHERE end_user_id = $1", person, isOn ? 1 : 0)
    }

    static func hasBoth(_ person: EndUser.ID, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT COUNT(*) FROM sealed_field
            WHERE end_user_id = $1 AND field IN ('mobile_number', 'email_address')
            """, person)?.int(0) == 2
    }

    /// Notices that were queued already, and those that did not arrive: nobody tries them again.
    static func holdBack(_ person: EndUser.ID, gone: Moment, in transaction: Transaction) throws {
        let waiting = try transaction.rows(
            "SELECT message_id, kind FROM message WHERE person_id = $1 AND state IN ('queued', 'leased', 'failed')",
            person
        ).map { (id: try $0.id(0, of: Message.self), kind: try $0.word(1, of: MessageKind.self)) }
        for message in waiting
        where MessageRoute(message.kind, isContactSafe: true, hasAddress: true) == .keep {
            _ = try MessageQueries.keep(message.id, gone: gone, in: transaction)
        }
    }
}
