public import Domain
import Storage
public import Vault

/// Questions through the contact form, from asking to answering (P33).
///
/// Guaranteed: each request has keys and a pseudonym of its own, no blind index, and stands beside no session,
/// end user or account; it opens to the role that answers, under one purpose that opens nothing else.
public struct ContactRequests: Sendable {
    public static let answerCharactersMax = 5_000
    /// How many of each kind a list shows.
    private static let listedMax = 200
    private static let fields: [Field] = [.fullName, .mobileNumber, .emailAddress, .question]

    private let vault: Vault
    private let statements: Statements
    private let outbox: Outbox
    private let numbers: any PhoneNumberReading
    private let gate: GuessGate
    private let moments: FormMoments

    public init(
        vault: Vault, statements: Statements, outbox: Outbox, numbers: any PhoneNumberReading, gate: GuessGate
    ) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
        self.numbers = numbers
        self.gate = gate
        moments = FormMoments(vault: vault)
    }

    /// Goes into the form, so that it can say afterwards how long it lay open. A form that is shown again keeps the
    /// moment that it had, as long as that is of use.
    public func openedForm(before: String = "", at now: Moment) throws -> String {
        if let opened = try moments.opened(before), opened <= now, now - opened < FormTiming.longest {
            return before
        }
        return try moments.sealed(now)
    }

    /// Seals a question under keys of its own. Nothing is looked up: who asks may be anybody.
    ///
    /// - A filled trap is thrown away without a word: the answer outside is the same.
    /// - Refuses what cannot be answered, what was sent sooner than a person writes, and more than so many from
    ///   one network. Nothing is stored then.
    public func receive(_ arriving: ArrivingQuestion) async throws {
        let now = try await vault.data.read { $0.now }
        guard arriving.trap.isEmpty else { return gate.recordFailure(arriving.network, at: now) }
        do throws(TooManyGuesses) {
            try gate.admit(arriving.network, at: now)
        } catch {
            throw ContactRefusal.tooMany(minutes: error.minutes)
        }
        let question = try arriving.typed.judged(reading: numbers)
        guard FormTiming.isOfAPerson(opened: try moments.opened(arriving.opened), sent: now) else {
            throw ContactRefusal.notThisMoment
        }
        gate.recordFailure(arriving.network, at: now)
        try await seal(question, language: arriving.language)
    }

    private func seal(_ question: ContactQuestion, language: Language) async throws {
        let id = ContactRequest.ID.random()
        let form = try statements.formVersion(service: .contact, language: language).id
        let keys = try await vault.makeKeys(for: id)
        let access = Self.access(.system)
        try await vault.data.write { transaction in
            try ContactQueries.insert(id, keys: keys, language: language, in: transaction)
            let provenance = Provenance(
                source: .themselves, given: transaction.now, formVersion: form, service: .contact)
            let given: [(Field, Sensitive<String>?)] = [
                (.fullName, question.name), (.mobileNumber, question.phoneNumber?.e164),
                (.emailAddress, question.emailAddress?.canonical), (.question, question.text),
            ]
            let values = given.compactMap { field, value in value.map { FieldValue(field, $0, provenance) } }
            try vault.record(
                Processing(
                    .collect, .contactRequest, service: .contact, fields: FieldSet(values.map(\.field)),
                    subject: keys.pseudonym), access: access, in: transaction)
            try vault.store(values, of: keys, as: .contactRequest(id), access: access, in: transaction)
        }
    }

    /// What waits and what was answered: moments and states, no word of it.
    public func inbox() async throws -> ContactInbox {
        let terms = try ContactTerms(statements.current)
        return try await vault.data.read { transaction in
            ContactInbox(
                openCount: try ContactQueries.count(.open, in: transaction),
                answeredCount: try ContactQueries.count(.answered, in: transaction),
                open: try ContactQueries.open(limit: Self.listedMax, in: transaction).map {
                    ListedQuestion(
                        id: $0.id, received: $0.received, goes: terms.end(of: $0), answered: nil, answer: nil)
                },
                answered: try ContactQueries.answered(limit: Self.listedMax, in: transaction).map {
                    row, mail in
                    ListedQuestion(
                        id: row.id, received: row.received, goes: terms.end(of: row), answered: row.answered,
                        answer: .init(mail))
                })
        }
    }

    /// How many wait, and since when the oldest does.
    public func waiting() async throws -> (count: Int, since: Moment?) {
        try await vault.data.read { transaction in
            (
                try ContactQueries.count(.open, in: transaction),
                try ContactQueries.open(limit: 1, in: transaction).first?.received
            )
        }
    }

    /// Opens one question after its `read` leaf is durable; nothing when there is none, or it is gone.
    ///
    /// - Refuses every role but the one that the statement lets answer.
    public func open(_ id: ContactRequest.ID, by actor: Actor) async throws -> OpenedQuestion? {
        guard let row = try await vault.data.read({ try ContactQueries.request(id, in: $0) }) else {
            return nil
        }
        let opened = try await vault.read(
            Self.fields, of: [.contactRequest(id)], access: Self.access(actor))
        guard let fields = opened[.contactRequest(id)], let name = fields[.fullName]?.value,
            let question = fields[.question]?.value
        else { return nil }
        return OpenedQuestion(
            id: id, state: row.state, language: row.language, received: row.received,
            goes: try ContactTerms(statements.current).end(of: row), name: name,
            phoneNumber: fields[.mobileNumber].map {
                PhoneNumber(e164: $0.value.reveal())?.display ?? $0.value
            },
            emailAddress: fields[.emailAddress]?.value, question: question)
    }

    /// Sends an answer by mail, sealed under the request's own key; answering and queueing are one transaction.
    ///
    /// - Refuses a question that was answered, or is gone: nobody can tell which.
    public func answer(_ id: ContactRequest.ID, with typed: String, by actor: Actor) async throws {
        guard !typed.allSatisfy(\.isWhitespace) else { throw ContactRefusal.answerMissing }
        guard typed.count <= Self.answerCharactersMax else {
            throw ContactRefusal.answerTooLong(characters: typed.count)
        }
        guard let row = try await vault.data.read({ try ContactQueries.request(id, in: $0) }) else {
            throw ContactRefusal.alreadyAnswered
        }
        let opened = try await vault.read(
            [.emailAddress], of: [.contactRequest(id)], access: Self.access(actor))
        guard let text = opened[.contactRequest(id)]?[.emailAddress]?.value.reveal(),
            let address = EmailAddress(text)
        else { throw ContactRefusal.noEmailAddress }
        let keys = try await vault.keys(of: id)
        let term = try statements.current.term(of: .contactRequest)
        try await vault.data.write { transaction in
            guard try ContactQueries.answer(id, by: actor.account, in: transaction) else {
                throw ContactRefusal.alreadyAnswered
            }
            try outbox.queue(
                .contactAnswer(Sensitive(typed), gone: term), to: .mail(address), language: row.language,
                keys: keys, customer: nil, service: .contact, in: transaction)
        }
        outbox.wake()
    }

    /// They were called: from now on the term runs.
    public func answeredByPhone(_ id: ContactRequest.ID, by actor: Actor) async throws {
        try requireAnswering(actor)
        let isDone = try await vault.data.write {
            try ContactQueries.answer(id, by: actor.account, in: $0)
        }
        guard isDone else { throw ContactRefusal.alreadyAnswered }
    }

    /// What opens a question may close it, and nobody else: here nothing is opened, so the policy is asked itself.
    private func requireAnswering(_ actor: Actor) throws {
        do {
            _ = try vault.policy.basis(
                activity: .contactRequest, act: .read, purpose: .contactRequests, role: actor.role,
                service: .contact,
                fields: FieldSet(Self.fields))
        } catch {
            throw VaultError.refused(error)
        }
    }

    private static func access(_ actor: Actor) -> Access {
        Access(actor: actor, purpose: .contactRequests, ground: .serviceDelivery)
    }
}

extension ListedQuestion.Answer {
    fileprivate init(_ mail: Message.State?) {
        switch mail {
        case nil: self = .byPhone
        case .queued, .leased: self = .mailWaiting
        // Nobody is read along with here: nothing of a question is kept unsent.
        case .sent, .kept: self = .mailSent
        case .failed: self = .mailFailed
        }
    }
}
