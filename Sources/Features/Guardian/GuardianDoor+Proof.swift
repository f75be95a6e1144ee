public import Domain
import Storage
import Vault

extension GuardianDoor {
    /// The code from the phone: it proves the number, and with it every child of whoever has that phone.
    /// - Returns a session, and whom the link was about.
    public func prove(
        secret typed: String, on token: Token
    ) async throws -> (session: Token, guardian: Guardian.ID?) {
        let given = OneTimeSecret(typed: typed)
        guard let asked = try await vault.data.read({ try GuardianQueries.asked(token, in: $0) }) else {
            throw GuardianRefusal.expired
        }
        let bytes = try token.open(asked.sealedNumber, context: Self.context).reveal()
        guard let number = MobileNumber(e164: String(decoding: bytes, as: UTF8.self)) else {
            throw VaultError.damaged
        }
        // A wrong code opens nothing. Whether it is right counts once, in the transaction below.
        let isRight = try given.map { try vault.secret($0, of: asked.id.bytes, matches: asked.secretHash) }
        let proofs = isRight == true ? try await proofs(of: asked, number) : []
        let session = try Token.random()
        let term = try statements.current.term(of: .guardianSession)
        let outcome = try await vault.data.write { transaction -> Result<Void, GuardianRefusal> in
            guard let asked = try GuardianQueries.asked(token, in: transaction) else {
                return .failure(.expired)
            }
            guard try GuardianQueries.takeTry(asked.id, in: transaction) else {
                return .failure(.noTriesLeft)
            }
            guard let given, try vault.secret(given, of: asked.id.bytes, matches: asked.secretHash),
                !(try GuardianQueries.members(of: asked.id, in: transaction)).isEmpty
            else {
                return .failure(
                    asked.triesLeft > 1 ? .wrongSecret(triesLeft: asked.triesLeft - 1) : .noTriesLeft)
            }
            guard try GuardianQueries.use(asked.id, in: transaction) else { return .failure(.expired) }
            for proof in proofs { try confirm(proof, number, in: transaction) }
            try GuardianQueries.insertSession(
                session, guardians: proofs.map(\.guardian.id), expires: term.end(from: transaction.now),
                in: transaction)
            return .success(())
        }
        try outcome.get()
        return (session, asked.link)
    }

    /// One of whom the phone is proven, with what they hold as a guardian of one child.
    private struct Proven: Sendable {
        let guardian: GuardianRow
        let keys: PersonKeys
        let opened: [Field: OpenedField]
        /// Came by mail: then the mailbox is proven too.
        let isMailProven: Bool
    }

    private func proofs(of asked: GuardianQueries.Asked, _ number: MobileNumber) async throws -> [Proven] {
        let found = try await vault.data.read { transaction in
            let members =
                try GuardianQueries.members(of: asked.id, in: transaction)
                + GuardianQueries.guardians(with: number, vault: vault, in: transaction)
            var seen: Set<Guardian.ID> = []
            return try members.filter { seen.insert($0).inserted }
                .compactMap { try GuardianQueries.guardian($0, in: transaction) }
        }
        var proofs: [Proven] = []
        for guardian in found {
            guard let keys = try await optionalKeys(of: guardian.id) else { continue }
            let opened = try await vault.read(
                [.mobileNumber, .emailAddress], of: [guardian.holder], access: Self.system)
            proofs.append(
                Proven(
                    guardian: guardian, keys: keys, opened: opened[guardian.holder] ?? [:],
                    isMailProven: guardian.id == asked.link && asked.channel == .mail))
        }
        return proofs
    }

    /// P16: what the child said of somebody becomes what they said themselves, once they did.
    private func confirm(_ proof: Proven, _ number: MobileNumber, in transaction: Transaction) throws {
        try GuardianQueries.prove(proof.guardian.id, in: transaction)
        let service = proof.guardian.service
        let form = try statements.formVersion(
            service: service, for: .guardians, language: proof.guardian.language
        ).id
        let own = Provenance(
            source: .themselves, given: transaction.now, formVersion: form, service: service)
        var values: [FieldValue] = []
        if proof.opened[.mobileNumber]?.provenance.source != .themselves {
            values.append(FieldValue(.mobileNumber, number.e164, own))
        }
        if proof.isMailProven, let mail = proof.opened[.emailAddress], mail.provenance.source == .child {
            values.append(FieldValue(.emailAddress, mail.value, own))
        }
        if values.isEmpty { return }
        let access = proof.keys.guardianAccess
        try vault.record(
            Processing(
                .collect, .guardianConsent, service: service, fields: FieldSet(values.map(\.field)),
                subject: proof.keys.pseudonym), access: access, in: transaction)
        try vault.store(
            values, of: proof.keys, as: proof.guardian.holder, access: access, in: transaction)
        try GuardianQueries.index(
            proof.guardian.id,
            digest: try vault.guardianIndex(number, customer: proof.guardian.customer), keys: proof.keys,
            in: transaction)
    }
}
