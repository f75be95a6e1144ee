public import Domain
public import Features

/// Rights that people use.
extension World {
    /// Who is signed in proves once more that it is them, with a code by text message.
    public func stepUp(_ session: Token) async throws -> SignedIn {
        guard let before = try await services.sessions.signedIn(session) else {
            throw WorldFailure.notSignedIn
        }
        try await services.stepUps.ask(for: before, by: .sms)
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        try await services.stepUps.prove(secret, for: before)
        guard let after = try await services.sessions.signedIn(session) else {
            throw WorldFailure.notSignedIn
        }
        return after
    }

    /// Enrols, and gives the token too.
    public func arrival(_ person: Int, code: EnrolmentCode) async throws -> (SignedIn, Token) {
        guard case .active(let token) = try await enrol(person, code: code),
            let signedIn = try await services.sessions.signedIn(token)
        else { throw WorldFailure.notActive }
        return (signedIn, token)
    }
}
