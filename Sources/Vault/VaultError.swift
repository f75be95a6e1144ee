public import Domain

/// What the vault refuses. No case carries a personal value.
public enum VaultError: Error, Equatable, Sendable {
    case cryptographyUnavailable
    case badKey
    /// The bytes do not open: altered, moved to another row, or sealed under another key.
    case damaged
    /// The person is erased, or never was: nobody can tell which.
    case noSuchPerson
    /// Erasure was asked; only a duty in law opens what is kept (P43).
    case restricted
    /// Own data was asked by someone else.
    case notYours
    case refused(PolicyRefusal)
    /// Staff without the case, the role or the signatures that this asks (P71-P73). The refusal stands in the log.
    case caseRefused(CaseRefusal)
    /// The root key in use cannot open the keyring.
    case wrongRootKey(id: String)
    case keyFileUnsafe(path: String)
    /// The two stores do not belong together.
    case storesDiffer
    /// Restored stores wait until erasures are replayed (P44).
    case quarantined
    case tooManyKeysInUse
}
