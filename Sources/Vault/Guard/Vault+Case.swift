public import Domain
public import Storage

extension Vault {
    /// Lets staff through to an end user, or throws why not. In a transaction of somebody else: who gets the refusal
    /// writes it down with `recordRefusal` when that transaction is undone.
    func requireCase(_ question: CaseGuard.Question, access: Access, in transaction: Transaction) throws {
        guard access.actor.role.side == .staff else { return }
        let refusal = try CaseGuard(vault: self, transaction: transaction).refusal(question, access: access)
        if let refusal { throw VaultError.caseRefused(refusal) }
    }

    /// Runs what staff ask, and writes a durable leaf of it when it is refused: a refusal is no secret (P71).
    func guarded<Value: Sendable>(
        _ access: Access, on subject: Pseudonym.ID,
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        guard access.actor.role.side == .staff else { return try await data.write(body) }
        let isThemselves = try await isThemselves(access.actor)
        let outcome = try await data.write { [self] transaction -> Result<Value, VaultError> in
            do {
                guard isThemselves else { throw VaultError.caseRefused(.noCase) }
                return .success(try body(transaction))
            } catch let refused as VaultError {
                try writeRefusal(of: access, on: subject, in: transaction)
                return .failure(refused)
            }
        }
        return try outcome.get()
    }

    /// Whether the log will know the actor by the pseudonym of the account that is asked for its case.
    private func isThemselves(_ actor: Actor) async throws -> Bool {
        guard let account = actor.account else { return false }
        do {
            return try await pseudonym(of: account) == actor.pseudonym
        } catch VaultError.noSuchPerson {
            return false
        }
    }

    /// The leaf of what staff read of a person, and the same in the list of the case.
    func writeOpening(
        _ processing: Processing, of person: EndUser.ID, access: Access, in transaction: Transaction
    ) throws {
        try requireCase(
            CaseGuard.Question(
                act: processing.act, activity: processing.activity, service: processing.service,
                fields: processing.fields, person: person), access: access, in: transaction)
        let leaf = try write(processing, access: access, in: transaction).leaf
        try transaction.execute(
            "INSERT INTO case_opening (leaf_id, case_id, account_id, fields, at) VALUES ($1, $2, $3, $4, $5)",
            leaf.id, leaf.caseFile, access.actor.account, leaf.fields.rawValue, leaf.at)
    }

    /// That somebody wanted to open this person and may not, durably.
    public func recordRefusal(of access: Access, on subject: Pseudonym.ID) async throws {
        try await data.write { try self.writeRefusal(of: access, on: subject, in: $0) }
    }

    private func writeRefusal(
        of access: Access, on subject: Pseudonym.ID, in transaction: Transaction
    ) throws {
        _ = try write(
            Processing(.lookUp, .refusedAccess, service: .freeCalling, fields: .none, subject: subject),
            access: Access(
                actor: access.actor, purpose: .fraudAndLegalObligations, ground: access.ground),
            in: transaction)
    }

    /// One leaf for each person whom a search found, from the case that was opened for them; and one without a subject
    /// when it found nobody, so that every search stands in the log.
    public func recordSearch(
        with field: Field, reason: CaseReason, found keys: PersonKeys?, service: Service, access: Access,
        in transaction: Transaction
    ) throws {
        if let keys {
            let person = EndUser.ID(person: keys.person)
            try requireCase(
                CaseGuard.Question(
                    act: .lookUp, activity: reason.activity, service: service, fields: FieldSet([field]),
                    person: person), access: access, in: transaction)
        }
        _ = try write(
            Processing(
                .lookUp, reason.activity, service: service, fields: FieldSet([field]),
                subject: keys?.pseudonym),
            access: access, in: transaction)
    }
}
