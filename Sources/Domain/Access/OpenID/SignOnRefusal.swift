/// Why somebody who came by an identity provider does not get in. No case carries a value.
public enum SignOnRefusal: Error, Equatable, Sendable {
    /// The answer belongs to no attempt of this browser at this provider.
    case stateMismatch
    /// The answer names another provider than the one that was asked.
    case issuerMismatch
    /// The person said no at the provider.
    case denied
    /// The provider answered the browser with an error: a setting there or here is wrong.
    case providerRefused
    case answerMalformed
    /// Not reached, too slow, too long, or an answer that is none.
    case providerUnavailable
    case discovery(DiscoveryRefusal)
    /// The code is used, too old or another's.
    case codeRefused
    /// Our own name or secret is wrong, for an operator to repair.
    case clientRefused
    case token(IDTokenRefusal)
    /// The provider vouches for the person, but nothing it says gives a role here.
    case noRole

    // What follows at our own door.

    case addressMalformed
    /// No organisation signs in with such addresses, or it no longer does. Says nothing about any person.
    case unknownOrganisation
    /// The attempt is over: too old, used, or begun in another browser.
    case expired
    case tooManyGuesses(minutes: Int)
    /// Too many people wait for the same provider.
    case busy
    /// No name, or no address that the provider or the organisation vouches for: no account can be made of it.
    case identityIncomplete
    /// Somebody of the same organisation has the address already, and nothing shows that it is the same person.
    case addressTaken
    /// A colleague ended this person's access.
    case accessEnded
    /// Somebody else came back than who was asked to prove themselves again.
    case otherPerson
    /// The provider does not say that the person proved themselves just now.
    case notProvenAgain
}
