public import Domain
import Storage
import Vault

extension Cases {
    /// From now on this person opens only when the glass is broken. For who is in hiding, or known to everybody.
    public func guardSubject(of id: CaseFile.ID, by worker: Worker) async throws {
        let (_, person) = try await subject(of: id)
        try await change(id) { file, transaction in
            try file.mayOpen(person: person, by: worker.account, at: transaction.now)
            try transaction.execute(
                "UPDATE end_user SET guarded_at = $2 WHERE end_user_id = $1 AND guarded_at IS NULL", person,
                transaction.now)
            try CaseQueries.step(.guarded, of: id, by: worker.account, sentence: nil, in: transaction)
        }
    }

    /// The person opens again as anybody does.
    ///
    /// Never alone: only in a case that was broken open, of which every privacy officer heard, and with a sentence that
    /// stands with the case from then on. Lifting what was lifted already does nothing.
    public func liftGuard(of id: CaseFile.ID, sentence: String, by worker: Worker) async throws {
        let sentence = try CaseSentence(typed: sentence)
        let (_, person) = try await subject(of: id)
        try await change(id) { file, transaction in
            _ = try access(to: file, by: worker)
            try file.mayLiftGuard(of: person, by: worker.account, at: transaction.now)
            let lifted = try transaction.execute(
                "UPDATE end_user SET guarded_at = NULL WHERE end_user_id = $1 AND guarded_at IS NOT NULL",
                person)
            guard lifted == 1 else { return }
            try CaseQueries.step(
                .unguarded, of: id, by: worker.account, sentence: sentence.text, in: transaction)
        }
    }
}
