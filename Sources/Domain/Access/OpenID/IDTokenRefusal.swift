/// Why a token that says who somebody is, is not believed. No case carries a value of it.
public enum IDTokenRefusal: Error, CaseIterable, Equatable, Sendable {
    case malformed
    case tooLong
    /// `none`, a shared secret, or a key that is for another signature.
    case algorithmNotAllowed
    /// It demands that we understand something that we do not.
    case criticalHeader
    /// It is a token of another kind, made for another use.
    case wrongType
    /// The provider publishes no such key.
    case unknownKey
    case badSignature
    case wrongIssuer
    case wrongAudience
    /// It was given to another client.
    case wrongAuthorizedParty
    case expired
    case issuedInFuture
    /// Issued before this attempt can have begun.
    case tooOld
    /// It was made for another attempt: a token is used once.
    case wrongNonce
    case subjectMalformed
}
