public import Domain
import Storage
import Vault

/// What somebody wrote down in a case.
public struct CaseNoteLine: Sendable {
    public let text: Sensitive<String>
    public let written: Moment
    public let isYours: Bool
}

extension Cases {
    public static let noteCharactersMax = 2_000

    /// Writes down what a colleague needs to know to go on. Sealed under the person's own key, and gone with them.
    public func write(_ typed: String, in id: CaseFile.ID, by worker: Worker) async throws {
        let text = typed.drop(while: \.isWhitespace)
        guard !text.isEmpty else { throw CaseRefusal.noteMissing }
        guard text.count <= Self.noteCharactersMax else { throw CaseRefusal.noteTooLong }
        let (file, person) = try await subject(of: id)
        let access = try access(to: file, by: worker)
        try await plainly {
            try await vault.writeNote(
                Sensitive(String(text)), in: id, of: person, reason: file.reason, access: access)
        }
    }

    /// The notes of a case, after the look at them stands in the log.
    public func notes(in id: CaseFile.ID, by worker: Worker) async throws -> [CaseNoteLine] {
        let (file, person) = try await subject(of: id)
        let access = try access(to: file, by: worker)
        return try await plainly {
            try await vault.readNotes(in: id, of: person, reason: file.reason, access: access)
        }.map {
            CaseNoteLine(text: $0.text, written: $0.written, isYours: $0.writtenBy == worker.account)
        }
    }
}
