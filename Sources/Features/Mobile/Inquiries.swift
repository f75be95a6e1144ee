public import Domain
import Storage
public import Vault

/// A customer asks about a letter of its own, under a purpose of its own (P30): the answer is yes or no. It stands in
/// the log, and the person reads that it was asked.
public struct Inquiries: Sendable {
    public enum Question: String, CaseIterable, Sendable {
        /// Whether somebody is enrolled with it now.
        case letterInUse = "letter_in_use"
        /// Whether a confirmation of this customer stands for them now.
        case stillConfirmed = "still_confirmed"
    }

    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    /// The customer's own batches, by its own names, newest first.
    public func batches(for worker: Worker) async throws -> [(id: CodeBatch.ID, name: String)] {
        let (customer, _) = try acting(worker)
        return try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT batch_id, reason FROM code_batch WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 200
                """, customer
            ).map { (try $0.id(0), try $0.text(1)) }
        }
    }

    /// - Refuses a batch or a letter that this customer does not have.
    public func answer(
        _ question: Question, letter typed: String, of batch: CodeBatch.ID, by worker: Worker
    ) async throws -> Bool {
        let (customer, actor) = try acting(worker)
        guard let letter = Int(typed.filter { !$0.isWhitespace }), letter > 0 else {
            throw MobileRefusal.letterInvalid
        }
        let person = try await vault.data.read { transaction -> EndUser.ID? in
            let row: BatchRow
            do {
                row = try BatchQueries.batch(batch, of: customer, in: transaction)
            } catch BatchRefusal.unknownBatch {
                throw MobileRefusal.unknownBatch
            }
            guard letter <= row.issued else { throw MobileRefusal.letterInvalid }
            return try Self.person(letter, of: batch, in: transaction)
        }
        guard let person else { return false }
        let subject: Pseudonym.ID
        do {
            subject = try await vault.pseudonym(of: person)
        } catch VaultError.noSuchPerson {
            return false
        }
        return try await vault.data.write { transaction in
            let (answer, service) = try Self.answer(question, about: person, in: transaction)
            try vault.record(
                Processing(.lookUp, .customerInquiry, service: service, fields: .none, subject: subject),
                access: Access(actor: actor, purpose: .customerInquiries, ground: .serviceDelivery),
                in: transaction)
            return answer
        }
    }

    private static func person(
        _ letter: Int, of batch: CodeBatch.ID, in transaction: Transaction
    ) throws -> EndUser.ID? {
        try transaction.row(
            """
            SELECT u.end_user_id FROM enrolment_code k JOIN end_user u ON u.code_id = k.code_id
            WHERE k.batch_id = $1 AND k.letter_number = $2 AND u.state <> 'erased'
            """, batch, letter
        )?.id(0)
    }

    private static func answer(
        _ question: Question, about person: EndUser.ID, in transaction: Transaction
    ) throws -> (Bool, Service) {
        let row = try transaction.row(
            """
            SELECT c.service, u.state FROM end_user u JOIN contract c ON c.contract_id = u.contract_id
            WHERE u.end_user_id = $1
            """, person)
        guard let row else { throw VaultError.noSuchPerson }
        let service: Service = try row.word(0)
        let mobile = try MobileQueries.service(of: person, in: transaction)
        let isInUse = try row.text(1) == EndUser.State.active.rawValue && mobile?.state != .ended
        switch question {
        case .letterInUse: return (isInUse, service)
        case .stillConfirmed:
            let stands = mobile?.confirmedUntil.map { transaction.now < $0 } ?? false
            return (isInUse && stands && mobile?.state.isActive == true, service)
        }
    }

    private func acting(_ worker: Worker) throws -> (Customer.ID, Actor) {
        guard let customer = worker.customer, let actor = worker.actor(in: Confirmations.roles) else {
            throw VaultError.notYours
        }
        return (customer, actor)
    }
}
