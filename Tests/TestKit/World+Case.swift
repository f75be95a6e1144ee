public import Domain
import Features

/// Cases from which staff open a person.
extension World {
    public static let sentence = "Belde omdat inloggen niet lukt"

    /// Finds an invented person by number, in the name of somebody of the office.
    public func openCase(
        on person: Int, by staff: AtWork, reason: CaseReason = .helpWithSignIn
    ) async throws -> CaseFile.ID {
        let search = try await services.cases.search(
            Self.mobileNumber(person), reason: reason, sentence: Self.sentence, by: staff.worker)
        guard let found = try await services.cases.found(by: search, for: staff.worker).first else {
            throw WorldFailure.notActive
        }
        return found.file.id
    }
}
