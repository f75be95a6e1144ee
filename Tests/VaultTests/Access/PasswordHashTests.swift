import Domain
import Testing

@testable import Vault

@Suite(.serialized) struct PasswordHashTests {
    private let password = Sensitive("een rustige zin")

    @Test func `a password is known again, and another is not`() async throws {
        let stored = try await PasswordHash.standard.make(password)
        #expect(stored.hasPrefix("$argon2id$v=19$m=32768,t=3,p=1$"))
        #expect(try await PasswordHash.standard.verify(password, against: stored))
        for wrong in ["een rustige zi", "Een rustige zin", "een rustige zin ", "", "een rustige zin\0"] {
            #expect(try await !PasswordHash.standard.verify(Sensitive(wrong), against: stored))
        }
        #expect(try await PasswordHash.standard.make(password) != stored)
        #expect(!PasswordHash.standard.needsRehash(stored))
    }

    @Test func `the same letters typed on another keyboard are the same password`() async throws {
        let stored = try await PasswordHash.standard.make(Sensitive("cafe\u{301} om de hoek"))
        #expect(try await PasswordHash.standard.verify(Sensitive("caf\u{E9} om de hoek"), against: stored))
    }

    @Test func `a hash made elsewhere is read, and is made anew`() async throws {
        // By Python's argon2-cffi of "een rustige zin": t=2, 19 MiB.
        let stored =
            "$argon2id$v=19$m=19456,t=2,p=1$uNG8zuwB35mDa2nnAhcfXQ$jzNn92UrbhOY2O6oRZZeXVxRDRhBEtuQUx5g6vJz3m8"
        #expect(try await PasswordHash.standard.verify(password, against: stored))
        #expect(PasswordHash.standard.needsRehash(stored))
    }

    @Test(arguments: [
        "", "x", "$argon2id$",
        "$argon2i$v=19$m=32768,t=3,p=1$U275vpfEU7YpID3YoVEiBg$JKlszW99VguKWQtW6RI4twmKg6P1Xd8",
        "$argon2id$v=19$m=4194304,t=3,p=1$U275vpfEU7YpID3YoVEiBg$JKlszW99VguKWQtW6RI4twmKg6P1Xd8PNAxyDK3UrCU",
        "$argon2id$v=19$m=32768,t=1000000,p=1$U275vpfEU7YpID3YoVEiBg$JKlszW99VguKWQtW6RI4twmKg6P1Xd8PNAxyDK3UrCU",
        "$argon2id$v=19$m=32768,t=3,p=1$U275vpfEU7YpID3YoVEiBg$" + String(repeating: "A", count: 200),
    ])
    func `a stored string that is none, or asks for too much, is damage`(stored: String) async {
        await #expect(throws: VaultError.damaged) {
            try await PasswordHash.standard.verify(password, against: stored)
        }
        #expect(PasswordHash.standard.needsRehash(stored))
    }

    @Test func `nobody's password takes the time of somebody's`() async throws {
        let stored = try await PasswordHash.standard.make(password)
        var known: [Duration] = [], unknown: [Duration] = []
        for _ in 0..<15 {
            known.append(
                try await ContinuousClock().measure {
                    _ = try await PasswordHash.standard.verify(password, against: stored)
                })
            unknown.append(
                try await ContinuousClock().measure { try await PasswordHash.standard.verifyNobody(password) }
            )
        }
        // The fastest of either: what else a machine does only ever makes one slower.
        let ratio = try #require(known.min()) / #require(unknown.min())
        #expect((0.6...1.6).contains(ratio), "\(ratio)")
    }
}
