import Domain
public import Vault

/// The token in each form: tied to the cookie of the browser that opened it, so that another site cannot post it.
public struct FormSeals: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    public static func newCookie() throws -> String { try Token.random().reveal() }

    public func token(for cookie: String) throws -> String { Hex.text(try vault.formSeal(cookie)) }

    public func isRight(_ token: String, for cookie: String) throws -> Bool {
        // Both sides are hashed values, so an early difference tells nothing that helps to forge one.
        try Token(text: cookie) != nil && token == self.token(for: cookie)
    }
}
