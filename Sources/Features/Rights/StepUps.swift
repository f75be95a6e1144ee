public import Domain
import Storage
import Vault

/// Proving once more that it is you, with a code to your own number or address, before something heavy.
public struct StepUps: Sendable {
    private let vault: Vault
    private let erasures: Erasures

    init(vault: Vault, erasures: Erasures) {
        self.vault = vault
        self.erasures = erasures
    }

    public func channels(for signedIn: SignedIn) async throws -> ProofChannels {
        try await erasures.channels(for: signedIn)
    }

    /// - `typed`: their number or address, for who is locked (P43).
    public func ask(
        for signedIn: SignedIn, by channel: Message.Channel, typed: String = ""
    ) async throws {
        try await erasures.askProof(for: signedIn, by: channel, typed: typed)
    }

    /// From now on, for ten minutes, this session may do what is heavy.
    public func prove(_ typed: String, for signedIn: SignedIn) async throws {
        let given = OneTimeSecret(typed: typed)
        let refused = try await vault.data.write { transaction -> SignInRefusal? in
            let refused = try Self.refusal(of: given, for: signedIn, vault: vault, in: transaction)
            guard refused == nil else { return refused }
            try transaction.execute(
                "UPDATE session SET proven_at = $2 WHERE session_id = $1", signedIn.session, transaction.now)
            return nil
        }
        if let refused { throw refused }
    }

    /// Judges a code and uses it up; a wrong one costs a try. Nothing when it is right.
    static func refusal(
        of given: OneTimeSecret?, for signedIn: SignedIn, vault: Vault, in transaction: Transaction
    ) throws -> SignInRefusal? {
        guard let row = try ChallengeQueries.stepUp(of: signedIn.session, in: transaction) else {
            return .expired
        }
        guard try ChallengeQueries.takeTry(row.id, in: transaction) else { return .noTriesLeft }
        guard let given, try vault.secret(given, of: row.id.bytes, matches: row.secretHash) else {
            return row.triesLeft > 1 ? .wrongSecret(triesLeft: row.triesLeft - 1) : .noTriesLeft
        }
        return try ChallengeQueries.use(row.id, in: transaction) ? nil : .expired
    }
}
