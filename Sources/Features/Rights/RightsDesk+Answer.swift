public import Domain
import Storage
import Vault

/// What we answer.
public enum RightsVerdict: Hashable, Sendable {
    case granted, partly
    case refused(RightsRefusalReason)

    var action: RightsRequest.Action {
        switch self {
        case .granted: .grant
        case .partly: .grantPartly
        case .refused(let reason): .refuse(reason)
        }
    }

    var reason: RightsRefusalReason? { if case .refused(let reason) = self { reason } else { nil } }
}

extension RightsDesk {
    /// Answers, and does what was granted, in one transaction: a field is corrected, a purpose goes on again, data is
    /// restricted or erased. The person hears that there is an answer; its words wait behind their own door.
    ///
    /// - Returns the receipt's number of an erasure, for who hands it over.
    @discardableResult
    public func answer(
        _ id: RightsRequest.ID, _ verdict: RightsVerdict, text typed: String, by worker: Worker
    ) async throws -> ReceiptNumber? {
        let text = try text(typed, missing: .answerMissing)
        let news = try await news(of: id)
        let fields = try await correctedFields(of: id, verdict)
        let receipt = try await acting(.store, on: id, fields: fields, by: worker) {
            row, keys, logged, transaction -> ReceiptNumber? in
            let after = try row.request.after(verdict.action, at: transaction.now)
            let sealed = try vault.sealRequest(text, .answer, of: id, keys: keys)
            try RequestQueries.move(
                from: row.request, to: after, .init(refusal: verdict.reason, answer: sealed),
                in: transaction)
            try Self.closeCase(on: id, in: transaction)
            try news.queue(.rightsAnswered, keys: keys, outbox: outbox, in: transaction)
            if case .refused = verdict {
                try resume(row, keys: keys, in: transaction)
                return nil
            }
            return try carryOut(verdict, row, keys: keys, logged: logged, news: news, in: transaction)
        }
        outbox.wake()
        if receipt != nil { shredder.wake() }
        return receipt
    }

    /// A rectification stores its field under the leaf of the answer itself.
    private func correctedFields(of id: RightsRequest.ID, _ verdict: RightsVerdict) async throws -> FieldSet {
        guard verdict == .granted else { return .none }
        return try await vault.data.read { transaction in
            let row = try one(id, in: transaction)
            return row.request.kind == .rectification ? FieldSet(row.field.map { [$0] } ?? []) : .none
        }
    }

    private func carryOut(
        _ verdict: RightsVerdict, _ row: RequestRow, keys: PersonKeys, logged: Logged, news: RequestNews,
        in transaction: Transaction
    ) throws -> ReceiptNumber? {
        let system = Access(actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty)
        switch row.request.kind {
        case .rectification where verdict == .granted:
            guard let field = row.field, let sealed = row.sealed[.value] else { return nil }
            let value = try vault.openRequest(
                sealed, .value, of: row.request.id, keys: keys, logged: logged)
            try correct(field, value, row, keys: keys, logged: logged, news: news, in: transaction)
        case .restriction where row.isOfEndUser:
            try restrictions.place(on: keys, access: system, in: transaction)
        case .erasure where row.isOfEndUser:
            var generator = SystemRandomNumberGenerator()
            let receipt = ReceiptNumber(random: &generator)
            try erasures.carryOut(
                keys: keys, receipt: receipt, reason: .erasure, activity: .erasure, access: system,
                in: transaction)
            return receipt
        default: break
        }
        return nil
    }

    /// The old value is gone: the row is written over, and no copy of it is kept.
    private func correct(
        _ field: Field, _ value: Sensitive<String>, _ row: RequestRow, keys: PersonKeys, logged: Logged,
        news: RequestNews, in transaction: Transaction
    ) throws {
        let told = try notices.recipients(
            of: FieldSet([field]), of: keys, statement: statements.current, in: transaction)
        let provenance = Provenance(
            source: row.isOfEndUser ? .endUser : .themselves, given: transaction.now,
            formVersion: news.formVersion, service: news.service)
        try vault.correct(
            // P16: they gave it themselves, as what is right.
            FieldValue(
                field, value, provenance, confirmed: news.service == .mobile ? transaction.now : nil),
            of: keys,
            as: row.isOfEndUser ? nil : .account(Account.ID(person: keys.person)), logged: logged,
            in: transaction)
        try notices.tell(told, of: .rectification, leaf: logged.leaf, in: transaction)
    }

    /// Our reasons weigh more: what stood still goes on, and the person reads why.
    private func resume(_ row: RequestRow, keys: PersonKeys, in transaction: Transaction) throws {
        guard row.request.kind == .objection, let purpose = row.purpose, row.isOfEndUser else { return }
        let service = try vault.serviceBought(for: EndUser.ID(person: keys.person), in: transaction)
        try Objections.resume(
            purpose, for: keys, service: service,
            access: Access(actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty),
            vault: vault, in: transaction)
    }

    private static func closeCase(on id: RightsRequest.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE case_file SET closed_at = $2 WHERE request_id = $1 AND closed_at IS NULL", id,
            transaction.now)
    }
}

// MARK: - At a desk or by phone

extension RightsDesk {
    /// Writes down what somebody asks at a desk or by phone, from the case in which they were found. Nobody has said yet
    /// that it is them.
    public func register(
        _ kind: RightsRequest.Kind, via: RightsRequest.Via, words typed: String, in file: CaseFile.ID,
        by worker: Worker
    ) async throws -> RightsRequest.ID {
        let words = try text(typed, missing: .wordsMissing)
        guard via != .portal else { throw RightsRefusal.kindMissing }
        guard let actor = worker.actor(in: [.support]), worker.unsigned.isEmpty else {
            throw CaseRefusal.notNeeded
        }
        guard let row = try await vault.data.read({ try CaseQueries.one(file, in: $0) }) else {
            throw CaseRefusal.noCase
        }
        guard case .endUser(let person) = row.file.subject else { throw CaseRefusal.nobodyThere }
        let id = RightsRequest.ID.random()
        try await plainly {
            try await vault.act(
                .store, upon: person, activity: row.file.reason.activity,
                access: Access(actor: actor, purpose: row.file.reason.purpose, ground: .caseFile(file))
            ) { keys, _, transaction in
                let service = try vault.serviceBought(for: person, in: transaction)
                let leaf = try vault.record(
                    Processing(
                        .collect, .rightsRequest, service: service, fields: .none,
                        subject: keys.pseudonym),
                    access: Access(actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty),
                    in: transaction
                ).leaf
                let sealed = try vault.sealRequest(words, .words, of: id, keys: keys)
                try RequestQueries.insert(
                    RightsRequest(
                        id: id, kind: kind, person: .endUser, via: via, received: transaction.now),
                    of: keys, about: .init(sealed: [.words: sealed]), leaf: leaf.id, in: transaction)
            }
        }
        return id
    }
}

/// What is needed to tell somebody that there is news: read before the transaction.
struct RequestNews: Sendable {
    let address: MessageAddress?
    let language: Language
    let customer: Customer.ID?
    let service: Service
    let formVersion: String

    func queue(
        _ topic: MessageTopic, keys: PersonKeys, outbox: Outbox, in transaction: Transaction
    ) throws {
        try outbox.queue(
            topic, to: address, language: language, keys: keys, customer: customer, service: service,
            in: transaction)
    }
}

extension RightsDesk {
    func news(of id: RightsRequest.ID) async throws -> RequestNews {
        let row = try await vault.data.read { try one(id, in: $0) }
        guard let person = row.person else { throw RightsRefusal.ended }
        return row.isOfEndUser
            ? try await news(of: EndUser.ID(person: person))
            : try await news(of: Account.ID(person: person))
    }

    private func news(of person: EndUser.ID) async throws -> RequestNews {
        let bought = try await vault.data.read { transaction in
            try transaction.row(
                """
                SELECT u.language, u.customer_id, c.service FROM end_user u
                JOIN contract c ON c.contract_id = u.contract_id WHERE u.end_user_id = $1
                """, person
            ).map { row -> (Language, Customer.ID, Service) in
                (try row.word(0), try row.id(1), try row.word(2))
            }
        }
        guard let (language, customer, service) = bought else { throw RightsRefusal.ended }
        return RequestNews(
            address: try await address(of: person), language: language, customer: customer, service: service,
            formVersion: try statements.formVersion(service: service, language: language).id)
    }

    /// Nothing for who has none, and for who may not be written to: then it waits in their portal.
    private func address(of person: EndUser.ID) async throws -> MessageAddress? {
        do {
            let opened = try await vault.read(
                [.emailAddress], of: person, activity: .message,
                access: Access(actor: .system, purpose: .communication, ground: .serviceDelivery))
            return opened[.emailAddress].flatMap { EmailAddress($0.value.reveal()) }.map(MessageAddress.mail)
        } catch VaultError.restricted {
            return nil
        }
    }

    private func news(of account: Account.ID) async throws -> RequestNews {
        let row = try await vault.data.read { try AccountQueries.account(account, in: $0) }
        guard let row else { throw RightsRefusal.ended }
        let reachable = try await Reachable.among([row], vault: vault).first
        return RequestNews(
            address: reachable.map { .mail($0.address) }, language: row.language, customer: row.side.customer,
            service: .administration,
            formVersion: try statements.formVersion(service: .administration, language: row.language).id)
    }
}
