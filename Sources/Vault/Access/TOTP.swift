public import Domain

/// Codes of an authenticator app: six digits per half minute, by HMAC-SHA-1 (RFC 6238), as every app knows them.
public enum TOTP {
    public static func randomSecret() throws -> AuthenticatorSecret {
        guard let secret = AuthenticatorSecret(bytes: Sodium.randomBytes(AuthenticatorSecret.byteCount))
        else {
            throw VaultError.cryptographyUnavailable
        }
        return secret
    }

    public static func code(secret: AuthenticatorSecret, step: Int64) throws -> OneTimeSecret {
        let mac = try OpenSSL.hmacSHA1(step.bigEndianBytes, key: secret.bytes.reveal())
        // RFC 4226 section 5.3: the last four bits say where the 31 bits stand.
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        let padded = String(repeating: "0", count: 6 - digits.count) + digits
        guard let code = OneTimeSecret(typed: padded) else { throw VaultError.cryptographyUnavailable }
        return code
    }

    /// The step that a typed code belongs to: now, or one step beside it. Nothing when it belongs to none.
    ///
    /// Whoever calls stores the step in the transaction that lets the person in, and gives it as `lastUsedStep` the
    /// next time: a code works once. All steps are compared, each in constant time.
    public static func matchingStep(
        typed: OneTimeSecret, secret: AuthenticatorSecret, now: Moment, after lastUsedStep: Int64?
    ) throws -> Int64? {
        let typed = Array(typed.reveal().utf8)
        var match: Int64?
        for step in TimeStep.accepted(at: now, after: lastUsedStep) {
            let code = Array(try code(secret: secret, step: step).reveal().utf8)
            if Sodium.equal(code, typed), match == nil { match = step }
        }
        return match
    }
}
