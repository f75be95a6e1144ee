/// The written consent of one guardian for one child (P18).
public enum Consent: Sendable {
    public typealias ID = Identifier<Consent>

    public enum State: String, CaseIterable, Sendable {
        case asked, given, refused, withdrawn
        /// Nobody answered within the term.
        case expired
        /// The child is sixteen: from now on they decide themselves.
        case passed
    }

    public enum Action: String, CaseIterable, Sendable {
        case give, refuse, withdraw
        /// A week went by without an answer.
        case remind
        /// The term went by without an answer.
        case expire
        /// The child turned sixteen.
        case pass
    }

    /// In which way it was written.
    public enum Way: String, CaseIterable, Sendable {
        /// Signed in the browser, after a code to the guardian's phone.
        case browser
    }

    /// Why an action does not follow from a state. Holds no personal data.
    public enum Refusal: Error, Hashable, Sendable {
        /// It was said already.
        case alreadySaid
        /// There is no yes to take back.
        case nothingGiven
        /// It was answered: there is nothing to remind of, and nothing runs out.
        case answered
        /// The term went by, or the child is sixteen: this guardian decides nothing any more.
        case over
    }
}

extension Consent.State {
    /// The one table of what may follow what.
    ///
    /// A yes that was taken back, and a no beside somebody else's yes, can still become a yes, and a withdrawal can
    /// become a no: both for as long as the child's data is kept.
    public func after(_ action: Consent.Action) throws(Consent.Refusal) -> Consent.State {
        switch (self, action) {
        case (.expired, _), (.passed, _): throw .over
        case (.asked, .give), (.refused, .give), (.withdrawn, .give): return .given
        case (.asked, .refuse), (.withdrawn, .refuse): return .refused
        case (.asked, .remind): return .asked
        case (.asked, .expire): return .expired
        case (.asked, .pass), (.given, .pass), (.refused, .pass), (.withdrawn, .pass): return .passed
        case (.given, .withdraw): return .withdrawn
        case (.given, .give), (.refused, .refuse), (.withdrawn, .withdraw): throw .alreadySaid
        // Who said yes takes it back with its own button, so that a no never stands for two things.
        case (.given, .refuse): throw .alreadySaid
        case (.asked, .withdraw), (.refused, .withdraw): throw .nothingGiven
        case (.given, .remind), (.refused, .remind), (.withdrawn, .remind): throw .answered
        case (.given, .expire), (.refused, .expire), (.withdrawn, .expire): throw .answered
        }
    }

    /// Whether this guardian has something to decide or to take back.
    public var isOpen: Bool { self != .expired && self != .passed }
}
