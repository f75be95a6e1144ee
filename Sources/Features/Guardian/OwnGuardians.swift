public import Domain
import Storage
public import Vault

/// A guardian as the child who named them sees it: never with the number or address in full.
public struct OwnGuardian: Sendable {
    public let id: Guardian.ID
    /// Number and address, as far as they were given.
    public let masked: [String]
    public let answer: Consent.State
    public let asked: Moment
    public let answered: Moment?
    /// How often what was typed about them may still be corrected, or why it no longer may.
    public let corrections: Result<Int, GuardianCorrection.Refusal>
}

/// What a child sees of who decides, and how they name somebody else (P18).
public struct OwnGuardians: Sendable {
    let vault: Vault
    let outbox: Outbox
    let statements: Statements
    let numbers: any MobileNumberReading
    let naming: GuardianNaming
    let shredder: Shredder

    public init(
        vault: Vault, outbox: Outbox, statements: Statements, numbers: any MobileNumberReading,
        shredder: Shredder
    ) {
        self.vault = vault
        self.outbox = outbox
        self.statements = statements
        self.numbers = numbers
        self.shredder = shredder
        naming = GuardianNaming(vault: vault, outbox: outbox)
    }

    public func isMinor(_ signedIn: SignedIn) async throws -> Bool {
        try await vault.data.read { transaction in
            try MinorQueries.minor(signedIn.person, in: transaction)?.isMinor ?? false
        }
    }

    /// Nothing for who is sixteen.
    public func list(for signedIn: SignedIn) async throws -> [OwnGuardian]? {
        let found = try await vault.data.read { transaction -> [Known]? in
            guard let minor = try MinorQueries.minor(signedIn.person, in: transaction), minor.isMinor else {
                return nil
            }
            return try GuardianQueries.guardians(of: signedIn.person, in: transaction).compactMap { row in
                try known(row, in: transaction)
            }
        }
        guard let found else { return nil }
        let opened = try await vault.read(
            [.mobileNumber, .emailAddress], of: found.map(\.row.holder),
            access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))
        return found.map { known in
            let values = opened[known.row.holder] ?? [:]
            let number = values[.mobileNumber].flatMap { MobileNumber(e164: $0.value.reveal())?.masked }
            let mail = values[.emailAddress].flatMap { EmailAddress($0.value.reveal())?.masked }
            return OwnGuardian(
                id: known.row.id, masked: [number, mail].compactMap(\.self), answer: known.consent.state,
                asked: known.consent.asked, answered: known.consent.answered,
                corrections: known.corrections)
        }
    }

    /// Somebody whom this child named, with what they said last.
    struct Known: Sendable {
        let row: GuardianRow
        let consent: ConsentRow
        let corrections: Result<Int, GuardianCorrection.Refusal>
    }

    func known(_ row: GuardianRow, in transaction: Transaction) throws -> Known? {
        guard let consent = try ConsentQueries.current(of: row.id, in: transaction) else { return nil }
        let hasPaper = try PaperQueries.paper(consent.id, in: transaction) != nil
        let made = try MinorQueries.corrections(of: row.child, in: transaction)
        let corrections = Result { () throws(GuardianCorrection.Refusal) -> Int in
            try GuardianCorrection.left(
                answer: consent.state, isProven: row.proven != nil, hasPaper: hasPaper, made: made)
        }
        return Known(row: row, consent: consent, corrections: corrections)
    }

    /// What a child has, and nothing for who is no end user any more.
    public func service(of signedIn: SignedIn) async throws -> Service? {
        try await vault.data.read { try MinorQueries.minor(signedIn.person, in: $0)?.service }
    }

    /// Whether the month of turning sixteen is still to be asked. A phone or SIM card asks the date of birth.
    public func needsMonth(for signedIn: SignedIn) async throws -> Bool {
        try await vault.data.read { transaction in
            try transaction.row(
                """
                SELECT 1 FROM sealed_field WHERE end_user_id = $1 AND field IN ('turns_sixteen', 'birth_date')
                """, signedIn.person) == nil
        }
    }

    /// Names one more, and asks them. What the first said stays.
    public func name(_ form: GuardianForm, for signedIn: SignedIn, language: Language) async throws {
        let child = try await reached(signedIn)
        let (now, minor) = try await vault.data.read {
            ($0.now, try MinorQueries.minor(signedIn.person, in: $0))
        }
        guard let service = minor?.service else { throw GuardianRefusal.notAMinor }
        let named: GuardianForm.Named
        var month: CalendarMonth?
        if try await needsMonth(for: signedIn) {
            let judged = try form.judged(by: child, reading: numbers, at: now)
            (named, month) = (judged.named, judged.turnsSixteen)
        } else {
            named = try form.named(by: child, reading: numbers)
        }
        let childKeys = try await vault.keys(of: signedIn.person)
        let keys = try await vault.makeKeys(for: Guardian.ID.random())
        let formID = try statements.formVersion(
            service: service, for: .guardians, language: language
        ).id
        let term = try statements.current.term(of: .awaitingGuardian)
        let turnsSixteen = month
        try await vault.data.write { transaction in
            guard let minor = try MinorQueries.minor(signedIn.person, in: transaction), minor.isMinor,
                minor.state == .awaitingGuardian || minor.state == .active
            else { throw GuardianRefusal.notAMinor }
            // Whom only a hold keeps decides nothing any more.
            let known = try ConsentQueries.answers(about: signedIn.person, in: transaction)
                .filter { $0.value.state.isOpen }
            guard known.count < Guardian.perChildMax else { throw GuardianRefusal.tooManyGuardians }
            if let turnsSixteen {
                guard try vault.legalLocks(on: signedIn.person, in: transaction)[.identity] == nil else {
                    throw GuardianRefusal.locked
                }
                try store(turnsSixteen, of: childKeys, minor: minor, form: formID, in: transaction)
            }
            try naming.name(
                named, keys: keys,
                by: MinorChild(
                    id: signedIn.person, customer: minor.customer, service: minor.service,
                    pseudonym: childKeys.pseudonym), given: transaction.now, form: formID,
                language: language, until: minor.keepUntil ?? term.end(from: transaction.now),
                in: transaction)
        }
        outbox.wake()
    }

    /// The child's own number and address: neither is a guardian's. What the law locked cannot be compared (P43).
    func reached(_ signedIn: SignedIn) async throws -> GuardianForm.Child {
        do {
            let own = try await vault.read(
                [.mobileNumber, .emailAddress], of: signedIn.person, activity: .ownInspection,
                access: signedIn.access(.delivery))
            return GuardianForm.Child(
                mobileNumber: own[.mobileNumber].flatMap { MobileNumber(e164: $0.value.reveal()) },
                emailAddress: own[.emailAddress].flatMap { EmailAddress($0.value.reveal()) })
        } catch VaultError.restricted {
            throw GuardianRefusal.locked
        }
    }

    private func store(
        _ month: CalendarMonth, of keys: PersonKeys, minor: MinorQueries.Row, form: String,
        in transaction: Transaction
    ) throws {
        let access = keys.ownAccess(.delivery)
        try vault.record(
            Processing(
                .collect, .guardianConsent, service: minor.service,
                fields: FieldSet([Field.turnsSixteen]), subject: keys.pseudonym),
            access: access, in: transaction)
        try vault.store(
            [
                FieldValue(
                    .turnsSixteen, Sensitive(month.text),
                    Provenance(
                        source: .endUser, given: transaction.now, formVersion: form, service: minor.service))
            ], of: keys, customer: minor.customer, service: minor.service, activity: .guardianConsent,
            access: access, in: transaction)
        try transaction.execute(
            "UPDATE end_user SET age_check_at = $2 WHERE end_user_id = $1", keys.person,
            CalendarMonth(of: transaction.now).end)
    }
}
