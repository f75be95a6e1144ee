import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Passwords whose hash was made when we took less time for it.
struct RenewedHashTests {
    @Test(arguments: TestEngine.allCases)
    func `a password hashed at an older cost is hashed anew when it was right`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer)
            // By Python's argon2-cffi of "een rustige zin": t=2, 19 MiB.
            let old =
                "$argon2id$v=19$m=19456,t=2,p=1$uNG8zuwB35mDa2nnAhcfXQ$jzNn92UrbhOY2O6oRZZeXVxRDRhBEtuQUx5g6vJz3m8"
            _ = try await world.data.write { transaction in
                try transaction.execute("UPDATE account SET password_hash = $1", old)
            }
            let hash = {
                try await world.data.read { try $0.row("SELECT password_hash FROM account")?.text(0) }
            }
            let signIn = { (password: String) in
                try await world.services.workSignIns.start(
                    emailAddress: noor.emailAddress, password: Sensitive(password), network: World.network)
            }
            await #expect(throws: WorkSignInRefusal.wrongPassword) { _ = try await signIn("een andere zin") }
            #expect(try await hash() == old)
            _ = try await signIn("een rustige zin")
            let new = try #require(try await hash())
            #expect(!world.vault.passwords.needsRehash(new))
            _ = try await signIn("een rustige zin")
            #expect(try await hash() == new)
        }
    }
}
