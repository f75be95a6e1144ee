import Domain
import Testing
import Vault

@Suite struct TOTPTests {
    private func secret() throws -> AuthenticatorSecret {
        try #require(AuthenticatorSecret(bytes: Array("12345678901234567890".utf8)))
    }

    private func moment(_ seconds: Int64) -> Moment { Moment(milliseconds: seconds * 1_000) }

    /// The last six of the eight digits in RFC 6238, appendix B.
    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func `the codes are those of the standard`(seconds: Int64, digits: String) throws {
        let step = TimeStep.number(at: moment(seconds))
        #expect(try TOTP.code(secret: try secret(), step: step).reveal() == digits)
        let typed = try #require(OneTimeSecret(typed: digits))
        #expect(
            try TOTP.matchingStep(typed: typed, secret: try secret(), now: moment(seconds), after: nil)
                == step)
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)] as [(Int64, Bool)])
    func `a code of one step beside the clock is taken, and of two is not`(
        distance: Int64, isTaken: Bool
    ) throws {
        let now = moment(1_772_442_000)
        let step = TimeStep.number(at: now) + distance
        let typed = try TOTP.code(secret: try secret(), step: step)
        let match = try TOTP.matchingStep(typed: typed, secret: try secret(), now: now, after: nil)
        #expect(match == (isTaken ? step : nil))
    }

    @Test func `a code works once, and the one before it no more`() throws {
        let now = moment(1_772_442_000), secret = try secret()
        let step = TimeStep.number(at: now)
        let code = try TOTP.code(secret: secret, step: step)
        let before = try TOTP.code(secret: secret, step: step - 1)
        let next = try TOTP.code(secret: secret, step: step + 1)
        #expect(try TOTP.matchingStep(typed: code, secret: secret, now: now, after: step - 1) == step)
        #expect(try TOTP.matchingStep(typed: code, secret: secret, now: now, after: step) == nil)
        #expect(try TOTP.matchingStep(typed: before, secret: secret, now: now, after: step) == nil)
        #expect(try TOTP.matchingStep(typed: next, secret: secret, now: now, after: step) == step + 1)
    }

    @Test func `a code of another's secret is none, and every secret is another`() throws {
        let now = moment(1_772_442_000)
        var seen: Set<AuthenticatorSecret> = []
        for _ in 0..<50 {
            let other = try TOTP.randomSecret()
            #expect(seen.insert(other).inserted)
        }
        let typed = try TOTP.code(secret: try secret(), step: TimeStep.number(at: now))
        // One code in a million is the same by chance, in each of three steps.
        let matches = try seen.filter {
            try TOTP.matchingStep(typed: typed, secret: $0, now: now, after: nil) != nil
        }
        #expect(matches.count <= 1)
    }
}
