import Domain
import Vault

extension Enrolments {
    /// Number, address and code with where they came from.
    static func values(
        _ contact: SealedContact, lastGroup: Sensitive<String>, row: AttemptRow, confirmed: Moment?
    ) throws -> [FieldValue] {
        guard let form = row.formVersion, let given = row.given else { throw EnrolmentRefusal.attemptExpired }
        let own = Provenance(source: .endUser, given: given, formVersion: form, service: row.service)
        let letter = Provenance(
            source: .customerLetter, given: given, formVersion: form, service: row.service)
        let values: [FieldValue?] = [
            FieldValue(.mobileNumber, contact.mobileNumber.e164, own, confirmed: confirmed),
            contact.emailAddress.map {
                FieldValue(.emailAddress, $0.canonical, own, confirmed: confirmed)
            },
            FieldValue(.enrolmentCode, lastGroup, letter, confirmed: confirmed),
        ]
        return values.compactMap(\.self)
    }
}
