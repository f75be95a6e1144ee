import Domain
import Storage
import Vault

/// What a failure of the stores means to someone outside, who may know no more.
public enum Outage: Sendable {
    /// There is no room to write; what is kept can still be read.
    case full
    /// The store cannot be reached, or did not say whether it did what was asked; or too many sign in at once.
    case unavailable
    /// Staff without the case, the role or the signatures that the vault asks (P71).
    case refused
    /// Anything else: it tells an outsider nothing.
    case other

    public init(_ error: any Error) {
        switch error {
        case StorageError.full, StorageError.readOnly: self = .full
        case StorageError.unavailable, StorageError.busy, StorageError.outcomeUnknown, StorageError.locked,
            is PasswordHash.Busy:
            self = .unavailable
        case VaultError.caseRefused, is CaseRefusal: self = .refused
        default: self = .other
        }
    }
}

extension Services {
    /// Whether the data store answers.
    public func isStoreReachable() async -> Bool {
        do {
            _ = try await vault.data.read { $0.nowMilliseconds }
            return true
        } catch {
            return false
        }
    }
}
