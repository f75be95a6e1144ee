public import Domain
import Storage
import Vault

/// A wrong number or address (P18): what was given goes, with every link and code that went there, and whoever is named
/// now is asked as if they were named first.
extension OwnGuardians {
    /// Says anew whom to ask instead of somebody who did not come in yet.
    ///
    /// - The day on which everything goes without a yes stays what it was.
    /// - Refuses who came in or answered, whose paper is to be looked at, what was given already, and more corrections
    ///   than a child may make.
    /// - Returns whether what was given before is erased: a hold keeps it, and then it opens for nobody they are asked by.
    public func correct(
        _ wrong: Guardian.ID, _ form: GuardianForm, for signedIn: SignedIn, language: Language
    ) async throws -> Bool {
        let named = try form.named(by: try await reached(signedIn), reading: numbers)
        let old = try await vault.data.read { try correctable(wrong, of: signedIn.person, in: $0) }
        if try await isSame(named, as: old.row) { throw GuardianRefusal.invalid([.unchanged]) }
        let childKeys = try await vault.keys(of: signedIn.person)
        let keys = try await vault.makeKeys(for: Guardian.ID.random())
        let formID = try statements.formVersion(
            service: old.row.service, for: .guardians, language: language
        ).id
        let term = try statements.current.term(of: .awaitingGuardian)
        let isErased = try await vault.data.write { transaction in
            let minor = try MinorQueries.minor(signedIn.person, in: transaction)
            guard let minor, minor.isMinor, minor.state == .awaitingGuardian || minor.state == .active else {
                throw GuardianRefusal.notAMinor
            }
            _ = try correctable(wrong, of: signedIn.person, in: transaction)
            // Of two at the same time, or one beside a guardian who comes in, one finds the row.
            guard try GuardianQueries.holdUnproven(wrong, in: transaction) else {
                throw GuardianRefusal.correction(.answered)
            }
            guard try MinorQueries.countCorrection(of: signedIn.person, in: transaction) else {
                throw GuardianRefusal.correction(.noneLeft)
            }
            let buried = try vault.buryGuardian(
                wrong, reason: .erasure, by: childKeys.ownAccess(.delivery).actor, in: transaction)
            try GuardianBurial.finish([buried].compactMap(\.self), vault: vault, in: transaction)
            try naming.name(
                named, keys: keys,
                by: MinorChild(
                    id: signedIn.person, customer: minor.customer, service: minor.service,
                    pseudonym: childKeys.pseudonym), given: transaction.now, form: formID,
                language: language, until: minor.keepUntil ?? term.end(from: transaction.now),
                in: transaction)
            return buried != nil
        }
        outbox.wake()
        shredder.wake()
        return isErased
    }

    private func correctable(
        _ id: Guardian.ID, of child: EndUser.ID, in transaction: Transaction
    ) throws -> Known {
        guard let row = try GuardianQueries.guardian(id, in: transaction), row.child == child,
            let known = try known(row, in: transaction)
        else { throw GuardianRefusal.correction(.answered) }
        if case .failure(let refusal) = known.corrections { throw GuardianRefusal.correction(refusal) }
        return known
    }

    private func isSame(_ named: GuardianForm.Named, as row: GuardianRow) async throws -> Bool {
        let opened = try await vault.read(
            [.mobileNumber, .emailAddress], of: [row.holder],
            access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))
        let values = opened[row.holder] ?? [:]
        let number = values[.mobileNumber].flatMap { MobileNumber(e164: $0.value.reveal()) }
        let address = values[.emailAddress].flatMap { EmailAddress($0.value.reveal()) }
        return named.mobileNumber == number && named.emailAddress == address
    }
}
