public import Domain
import Storage
import Vault

extension Enrolments {
    /// Between screens two and three, for who is under sixteen (P18): whom to ask, and when the child turns sixteen.
    /// Then the code goes to the child's number. The guardian hears nothing before that code came back.
    public func name(_ form: GuardianForm, on token: Token, language: Language) async throws {
        let (found, now) = try await vault.data.read {
            (try EnrolmentQueries.attempt(token, in: $0), $0.now)
        }
        guard let row = found, let person = row.person, row.age == .underSixteen,
            let sealed = row.sealedContact
        else { throw EnrolmentRefusal.attemptExpired }
        let contact = try SealedContact(token.open(sealed, context: "attempt contact"))
        let child = GuardianForm.Child(
            mobileNumber: contact.mobileNumber, emailAddress: contact.emailAddress)
        // Who gave a date of birth is not asked for a month as well.
        let birthDate = try details(of: row, token)?.birthDate
        let (named, turnsSixteen) =
            if let birthDate {
                (try form.named(by: child, reading: numbers), birthDate.turnsSixteen)
            } else {
                try form.judged(by: child, reading: numbers, at: now)
            }
        let keys = try await vault.keys(of: person)
        let secret = vault.oneTimeSecret()
        let secretHash = try vault.secretHash(secret, of: row.id.bytes)
        let formID = try statements.formVersion(
            service: row.service, for: .guardians, language: language
        ).id
        let sent = try await vault.data.write { transaction in
            let guardian = SealedGuardian(
                guardian: NamedGuardian(
                    mobileNumber: named.mobileNumber, emailAddress: named.emailAddress,
                    turnsSixteen: turnsSixteen), given: transaction.now, form: formID)
            guard
                try EnrolmentQueries.nameGuardian(
                    row, sealed: try token.seal(guardian.bytes, context: "attempt guardian"),
                    secretHash: secretHash, tries: Self.tries, in: transaction)
            else { return false }
            // P16: what the child says of itself. What it says of somebody else is theirs, once there is somebody.
            if birthDate == nil {
                try vault.record(
                    Processing(
                        .collect, .enrolment, service: row.service, fields: FieldSet([Field.turnsSixteen]),
                        subject: keys.pseudonym),
                    access: keys.ownAccess(.delivery), in: transaction)
            }
            try send(secret, to: contact.mobileNumber, row, keys: keys, language, in: transaction)
            return true
        }
        guard sent else { throw EnrolmentRefusal.noSendsLeft }
        outbox.wake()
    }
}

/// A guardian as they travel between the screens, sealed under the browser's token.
struct SealedGuardian: Sendable {
    let guardian: NamedGuardian
    let given: Moment
    let form: String

    init(guardian: NamedGuardian, given: Moment, form: String) {
        (self.guardian, self.given, self.form) = (guardian, given, form)
    }

    /// Refuses bytes that are not five lines of the right shape.
    init(_ opened: Sensitive<[UInt8]>) throws {
        let parts = String(decoding: opened.reveal(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let month = CalendarMonth(parts[2]), let given = Int64(parts[3]) else {
            throw VaultError.damaged
        }
        guardian = NamedGuardian(
            mobileNumber: MobileNumber(e164: parts[0]), emailAddress: EmailAddress(parts[1]),
            turnsSixteen: month)
        self.given = Moment(milliseconds: given)
        form = parts[4]
        guard guardian.named != nil else { throw VaultError.damaged }
    }

    var bytes: [UInt8] {
        let parts = [
            guardian.mobileNumber?.e164.reveal() ?? "", guardian.emailAddress?.canonical.reveal() ?? "",
            guardian.turnsSixteen.text, String(given.milliseconds), form,
        ]
        return Array(parts.joined(separator: "\n").utf8)
    }
}
