/// The person who uses what a customer bought, within one customer's contract (P01).
///
/// One human with codes from two customers is two end users: neither customer can learn of the other, and
/// keys, blind indexes and erasures stay apart.
public struct EndUser: Sendable {
    public typealias ID = Identifier<EndUser>

    public enum State: String, CaseIterable, Sendable {
        case active
        /// Under 16: kept safely for 30 days until a parent agrees (P18).
        case awaitingGuardian = "awaiting_guardian"
        /// Turned 16: their guardian decides no more, and their own answer is waited for (P18).
        case awaitingOwnAnswer = "awaiting_own_answer"
        /// The person erased everything; what the law keeps is restricted (P43).
        case erased
    }

    /// What the person said about their age; a birth date is not asked for free calling (P18).
    public enum DeclaredAge: String, CaseIterable, Sendable {
        case sixteenOrOlder = "sixteen_or_older"
        case underSixteen = "under_sixteen"
    }
}

/// How log leaves name a person: random, mapped to the person only in the key store.
public enum Pseudonym {
    public typealias ID = Identifier<Pseudonym>
}
