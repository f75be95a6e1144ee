/// Why a sign-in does not go on. The same whether or not anybody is known by that number or address.
public enum SignInRefusal: Error, Equatable, Sendable {
    case mobileNumberInvalid
    case emailInvalid
    /// The request is over: too old, used, or opened elsewhere.
    case expired
    case wrongSecret(triesLeft: Int)
    case noTriesLeft
    /// What was given second does not belong to what was proven.
    case doesNotMatch(triesLeft: Int)
    case tooManyRequests(minutes: Int)
    /// Too much is waiting on our side.
    case busy
}

/// How a sign-in goes on after a proof.
public enum SignInOutcome<Token: Sendable>: Sendable {
    case signedIn(Token)
    /// Several people share this phone: the e-mail address tells whose account it is.
    case askEmail
    /// Several people share this mailbox: the number tells whose account it is.
    case askMobileNumber
}
