public import Domain

extension Vault {
    /// What the store keeps of an enrolment code (P13): a keyed hash, useless to who steals the database.
    public func codeHash(_ code: EnrolmentCode) throws -> [UInt8] {
        try keyring.key(.code).withBytes { try Sodium.keyedHash(Array(code.reveal().utf8), key: $0) }
    }

    /// Six digits to be sent, from the system's source of randomness.
    public func oneTimeSecret() -> OneTimeSecret {
        var generator = SystemRandomNumberGenerator()
        return OneTimeSecret(random: &generator)
    }

    /// What the store keeps of a one-time secret, bound to what it proves. Keyed, because six digits are few.
    public func secretHash(_ secret: OneTimeSecret, of challenge: [UInt8]) throws -> [UInt8] {
        try keyring.key(.oneTimeSecret).withBytes {
            try Sodium.keyedHash(challenge + Array(secret.reveal().utf8), key: $0)
        }
    }

    /// Compares in constant time.
    public func secret(_ secret: OneTimeSecret, of challenge: [UInt8], matches stored: [UInt8]) throws -> Bool
    {
        Sodium.equal(try secretHash(secret, of: challenge), stored)
    }

    /// A receipt's hash, so that the table of receipts leads from a number to its state and not back.
    public func receiptHash(_ number: String) throws -> [UInt8] {
        try keyring.key(.code).withBytes {
            try Sodium.keyedHash(Array(("receipt " + number).utf8), key: $0)
        }
    }

    /// Ties a form to the cookie of the browser that opened it.
    public func formSeal(_ cookie: String) throws -> [UInt8] {
        try keyring.key(.form).withBytes { try Sodium.keyedHash(Array(cookie.utf8), key: $0, length: 16) }
    }
}

/// A hash under a key that lives in this process only: for caps per network, where nothing may be stored (P17).
public struct EphemeralHasher: Sendable {
    private let key: [UInt8]

    public init() {
        key = Sodium.randomBytes(Sodium.keyLength)
    }

    public func hash(_ message: [UInt8]) throws -> [UInt8] {
        try key.withUnsafeBytes { try Sodium.keyedHash(message, key: $0, length: 16) }
    }
}
