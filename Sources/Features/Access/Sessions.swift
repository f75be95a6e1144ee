public import Domain
import Storage
public import Vault

public enum Session {
    public typealias ID = Identifier<Session>
}

/// One enrolment that a session may show.
public struct SessionMember: Sendable {
    public let person: EndUser.ID
    public let customerName: String
    public let enrolled: Moment
    /// When the agreement behind it ended.
    public let ended: Moment?
}

/// Who is signed in, on this request.
public struct SignedIn: Sendable {
    public let session: Session.ID
    public let person: EndUser.ID
    public let pseudonym: Pseudonym.ID
    public let state: EndUser.State
    public let language: Language
    /// Everyone this session may show; more than one when somebody has codes from two customers.
    public let members: [SessionMember]
    /// A new token for the cookie, when the old one was replaced on this request.
    public let rotated: Token?
    /// When they last proved themselves with a code, before something heavy.
    public var proven: Moment?

    /// What is heavy asks for a recent proof.
    public func isProven(at now: Moment) -> Bool { proven.map { now - $0 < Self.provenFor } ?? false }

    static let provenFor = Moment.Span.minutes(10)

    /// The person on their own data.
    public func access(_ purpose: Purpose) -> Access {
        Access(
            actor: Actor(role: .endUser, organisation: .none, pseudonym: pseudonym), purpose: purpose,
            ground: .ownData)
    }
}

/// A session as its owner sees it in the list.
public struct SessionSummary: Sendable {
    public let id: Session.ID
    public let device: Device
    public let created: Moment
    public let lastSeen: Moment
    public let isThisOne: Bool
}

/// Sign-ins that last: begun, found again, rotated, listed and ended.
public struct Sessions: Sendable {
    private let vault: Vault
    private let terms: SessionTerms
    /// `last_seen_at` is written at most this often, so that reading a page is not a write.
    private static let touchAfter = Moment.Span.minutes(5)

    public init(vault: Vault, terms: SessionTerms) {
        self.vault = vault
        self.terms = terms
    }

    /// A new session, in the transaction of the proof that earned it.
    func begin(
        for person: EndUser.ID, others: [EndUser.ID] = [], device: Device, in transaction: Transaction
    ) throws -> Token {
        let token = try Token.random()
        try SessionQueries.insert(
            .random(), token: token, person: person, others: others, device: device,
            expires: terms.absolute.end(from: transaction.now), in: transaction)
        return token
    }

    /// Who holds this token; nothing when it is unknown, idle too long, past its end, or its person is erased.
    public func signedIn(_ token: Token) async throws -> SignedIn? {
        let found = try await vault.data.read { transaction -> (SessionRow, [SessionMember], Moment)? in
            guard let row = try SessionQueries.session(token, in: transaction) else { return nil }
            return (row, try SessionQueries.members(of: row.id, in: transaction), transaction.now)
        }
        guard let (row, members, now) = found, row.state != .erased,
            terms.isLive(lastSeen: row.lastSeen, expires: row.expires, at: now),
            row.isCurrentToken || now - row.rotated < terms.grace
        else { return nil }
        let pseudonym: Pseudonym.ID
        do {
            pseudonym = try await vault.pseudonym(of: row.person)
        } catch VaultError.noSuchPerson {
            return nil
        }
        return SignedIn(
            session: row.id, person: row.person, pseudonym: pseudonym, state: row.state,
            language: row.language,
            members: members, rotated: try await freshen(row, token: token, now: now), proven: row.proven)
    }

    private func freshen(_ row: SessionRow, token: Token, now: Moment) async throws -> Token? {
        guard row.isCurrentToken else { return nil }
        if terms.mustRotate(rotated: row.rotated, at: now) {
            let new = try Token.random()
            let rotated = try await vault.data.write {
                try SessionQueries.rotate(row.id, from: token, to: new, in: $0)
            }
            return rotated ? new : nil
        }
        if now - row.lastSeen >= Self.touchAfter {
            try await vault.data.write { try SessionQueries.touch(row.id, in: $0) }
        }
        return nil
    }

    public func list(for signedIn: SignedIn) async throws -> [SessionSummary] {
        let terms = terms
        return try await vault.data.read { transaction in
            try SessionQueries.list(of: signedIn.person, in: transaction)
                .filter { terms.isLive(lastSeen: $0.lastSeen, expires: $0.expires, at: transaction.now) }
                .map {
                    SessionSummary(
                        id: $0.id, device: $0.device, created: $0.created, lastSeen: $0.lastSeen,
                        isThisOne: $0.id == signedIn.session)
                }
        }
    }

    /// Ends one session of the person; false when it is not theirs or is gone already.
    @discardableResult
    public func revoke(_ id: Session.ID, for signedIn: SignedIn) async throws -> Bool {
        try await vault.data.write { try SessionQueries.delete(id, of: signedIn.person, in: $0) }
    }

    public func revokeOthers(for signedIn: SignedIn) async throws {
        try await vault.data.write { transaction in
            for row in try SessionQueries.list(of: signedIn.person, in: transaction)
            where row.id != signedIn.session {
                try SessionQueries.delete(row.id, in: transaction)
            }
        }
    }

    public func end(_ signedIn: SignedIn) async throws {
        try await vault.data.write { try SessionQueries.delete(signedIn.session, in: $0) }
    }

    /// Shows another enrolment of the same human; false when this session may not.
    public func show(_ person: EndUser.ID, for signedIn: SignedIn) async throws -> Bool {
        try await vault.data.write { try SessionQueries.show(person, in: signedIn.session, transaction: $0) }
    }
}
