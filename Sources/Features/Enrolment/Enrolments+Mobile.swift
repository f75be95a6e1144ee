public import Domain
import Storage
import Vault

/// What a person looks over before it counts (P16).
public struct EnrolmentCheck: Sendable {
    public let customerName: String
    public let details: DetailsForm.Details
    public let mobileNumber: MobileNumber
    public let emailAddress: EmailAddress?
    /// How their code ends.
    public let lastGroup: Sensitive<String>
    /// To send along with the answer: it names what was shown.
    public let shown: String

    /// What is to be confirmed, one by one.
    public var fields: [Field] {
        DetailsForm.Details.fields + [.mobileNumber] + (emailAddress == nil ? [] : [.emailAddress])
            + [.enrolmentCode]
    }
}

/// The screens that a phone or SIM card adds: who applies, and whether all of it is right.
extension Enrolments {
    /// Judges who applies and keeps it, sealed, until they proved their number.
    public func give(details form: DetailsForm, on token: Token, language: Language) async throws {
        let now = try await vault.data.read { $0.now }
        let details = try form.details(at: now)
        guard let row = try await attemptForMobile(token) else { throw EnrolmentRefusal.attemptExpired }
        let person = row.person ?? .random()
        let keys =
            row.person == nil ? try await vault.makeKeys(for: person) : try await vault.keys(of: person)
        let sealed = try token.seal(SealedDetails.bytes(details), context: "attempt details")
        let version = try statements.formVersion(service: .mobile, language: language).id
        let given = try await vault.data.write { transaction in
            guard
                try EnrolmentQueries.giveDetails(
                    row, person: person, age: details.birthDate.declaredAge(at: transaction.now),
                    sealedDetails: sealed, formVersion: version, in: transaction)
            else { return false }
            // P16: the act of giving stands in the log, by the person's own hand.
            try vault.record(
                Processing(
                    .collect, .enrolment, service: .mobile, fields: FieldSet(DetailsForm.Details.fields),
                    subject: keys.pseudonym),
                access: keys.ownAccess(.delivery), in: transaction)
            return true
        }
        guard given else { throw EnrolmentRefusal.attemptExpired }
    }

    /// What was typed on the screen about who applies, for who comes back to correct it.
    public func details(on token: Token) async throws -> DetailsForm.Details? {
        guard let row = try await attemptForMobile(token) else { return nil }
        return try details(of: row, token)
    }

    /// Everything on one page, for who proved their number; nothing for anybody else.
    public func check(_ token: Token) async throws -> EnrolmentCheck? {
        guard let row = try await attemptForMobile(token), row.stage == .check,
            let sealed = row.sealedContact, let details = try details(of: row, token)
        else { return nil }
        let contact = try SealedContact(token.open(sealed, context: "attempt contact"))
        let name = try await vault.data.read { transaction in
            try transaction.row("SELECT name FROM customer WHERE customer_id = $1", row.customer)?.text(0)
        }
        return EnrolmentCheck(
            customerName: name ?? "", details: details, mobileNumber: contact.mobileNumber,
            emailAddress: contact.emailAddress, lastGroup: try lastGroup(of: row, token), shown: row.shown)
    }

    /// Redeems, stores and signs in, in one transaction, when every field was confirmed.
    ///
    /// - `shown`: of the page on which they were; what was changed on another screen since is not confirmed by it.
    /// - Refuses while one field is not confirmed: nothing of it counts.
    public func confirm(
        _ confirmed: Set<Field>, shown: String, on token: Token, device: Device, language: Language,
        isHelped: Bool = false
    ) async throws -> Enrolled {
        guard let check = try await check(token), let row = try await attemptForMobile(token),
            let person = row.person
        else { throw EnrolmentRefusal.attemptExpired }
        let missing = check.fields.filter { !confirmed.contains($0) }
        guard missing.isEmpty else { throw EnrolmentRefusal.unconfirmed(missing) }
        let keys = try await vault.keys(of: person)
        let guardian = try row.sealedGuardian.map {
            try SealedGuardian(token.open($0, context: "attempt guardian"))
        }
        let guardianKeys: PersonKeys? =
            guardian == nil ? nil : try await vault.makeKeys(for: Guardian.ID.random())
        let terms = statements.current
        let (awaiting, rules) = (try terms.term(of: .awaitingGuardian), terms.confirmation)
        let outcome = try await vault.data.write { transaction -> Result<Enrolled, EnrolmentRefusal> in
            guard let row = try EnrolmentQueries.attempt(token, in: transaction), row.person == person,
                row.stage == .check
            else { return .failure(.attemptExpired) }
            guard row.shown == shown, row.shown == check.shown else { return .failure(.changedMeanwhile) }
            let age = check.details.birthDate.declaredAge(at: transaction.now)
            // P18: nobody under sixteen gets this far without somebody to ask.
            if age == .underSixteen, guardian == nil { return .failure(.attemptExpired) }
            if let refusal = try redeem(row, in: transaction) { return .failure(.code(refusal)) }
            let until = age == .underSixteen ? awaiting.end(from: transaction.now) : nil
            try EnrolmentQueries.insertEndUser(
                person, attempt: row, keys: keys, state: until == nil ? .active : .awaitingGuardian, age: age,
                language: language, keepUntil: until,
                ageCheck: until == nil ? nil : CalendarMonth(of: transaction.now).end, in: transaction)
            try vault.store(
                try values(check, row: row, confirmed: transaction.now), of: keys, customer: row.customer,
                service: .mobile, activity: .enrolment, access: keys.ownAccess(.delivery), in: transaction)
            try EnrolmentQueries.finish(row, in: transaction)
            try MobileQueries.insert(
                person, customer: row.customer, contract: row.contract,
                askedUntil: until == nil ? rules.answeredWithin.end(from: transaction.now) : nil,
                in: transaction)
            if let until, let guardian, let guardianKeys {
                try name(
                    guardian, guardianKeys, by: keys, row: row, language: language, until: until,
                    in: transaction)
            }
            let address = check.emailAddress.map(MessageAddress.mail)
            try outbox.queue(
                until.map { .awaitingGuardian(until: $0) } ?? .mobile(.asked), to: address,
                language: language, keys: keys, customer: row.customer, service: .mobile, in: transaction)
            if let until { return .success(.awaitingGuardian(until: until)) }
            if isHelped { return .success(.helped(check.mobileNumber)) }
            return .success(.active(try sessions.begin(for: person, device: device, in: transaction)))
        }
        outbox.wake()
        return try outcome.get()
    }

    func details(of row: AttemptRow, _ token: Token) throws -> DetailsForm.Details? {
        try row.sealedDetails.map { try SealedDetails.read(token.open($0, context: "attempt details")) }
    }

    private func attemptForMobile(_ token: Token) async throws -> AttemptRow? {
        let row = try await vault.data.read { try EnrolmentQueries.attempt(token, in: $0) }
        return row?.service == .mobile ? row : nil
    }

    private func lastGroup(of row: AttemptRow, _ token: Token) throws -> Sensitive<String> {
        Sensitive(
            String(decoding: try token.open(row.sealedCode, context: "attempt code").reveal(), as: UTF8.self))
    }

    private func values(
        _ check: EnrolmentCheck, row: AttemptRow, confirmed: Moment
    ) throws -> [FieldValue] {
        guard let form = row.detailsFormVersion, let given = row.detailsGiven else {
            throw EnrolmentRefusal.attemptExpired
        }
        let own = Provenance(source: .endUser, given: given, formVersion: form, service: .mobile)
        let details = check.details
        let who = [
            FieldValue(.firstName, details.firstName, own, confirmed: confirmed),
            FieldValue(.lastName, details.lastName, own, confirmed: confirmed),
            FieldValue(.homeAddress, Sensitive(details.address.reveal()), own, confirmed: confirmed),
            FieldValue(.birthDate, Sensitive(details.birthDate.reveal()), own, confirmed: confirmed),
        ]
        let contact = SealedContact(mobileNumber: check.mobileNumber, emailAddress: check.emailAddress)
        return who + (try Self.values(contact, lastGroup: check.lastGroup, row: row, confirmed: confirmed))
    }
}

/// Who applies, as it travels between the screens, sealed under the browser's token: one value per line.
enum SealedDetails {
    static func bytes(_ details: DetailsForm.Details) -> [UInt8] {
        let address = details.address
        let lines = [
            details.firstName, details.lastName, address.postcode, address.number, address.street,
            address.city,
        ].map { $0.reveal() }
        return Array((lines + [details.birthDate.reveal()]).joined(separator: "\n").utf8)
    }

    /// Refuses bytes that the form would not have accepted.
    static func read(_ opened: Sensitive<[UInt8]>) throws -> DetailsForm.Details {
        let lines = String(decoding: opened.reveal(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 7, let birthDate = BirthDate(stored: lines[6]) else { throw VaultError.damaged }
        return DetailsForm.Details(
            firstName: Sensitive(lines[0]), lastName: Sensitive(lines[1]),
            address: HomeAddress(
                street: Sensitive(lines[4]), number: Sensitive(lines[3]), postcode: Sensitive(lines[2]),
                city: Sensitive(lines[5])),
            birthDate: birthDate)
    }
}
