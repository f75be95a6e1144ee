/// A phone or SIM card that a customer ordered with a code and one person applied for: from what they filled in to a
/// service that runs (P14, P15).
///
/// Pure: every state and what may happen in it. Nothing becomes active but by the customer's yes, and no yes counts
/// before it is processed.
public enum MobileService {
    public typealias ID = Identifier<MobileService>

    public enum State: String, CaseIterable, Sendable {
        /// Complete, and not asked yet: a parent must say yes first (P18).
        case filledIn = "filled_in"
        /// The customer is asked whether this person qualifies.
        case asked
        // An answer that can still be taken back.
        case saidYes = "said_yes"
        case saidNo = "said_no"
        case saidQuestion = "said_question"
        /// The customer asked the person something.
        case questioned
        /// Confirmed. The SIM card or phone follows.
        case active
        // Active, and the customer is asked anew, as every year.
        case askedAgain = "asked_again"
        case againYes = "again_yes"
        case againNo = "again_no"
        case againQuestion = "again_question"
        case questionedAgain = "questioned_again"
        case ended
    }

    public enum Action: String, CaseIterable, Sendable {
        /// The customer is asked for the first time.
        case ask
        case yes, no, question
        /// The customer takes its answer back.
        case undo
        /// The hour has come: the answer counts.
        case process
        /// The person answers a question.
        case reply
        /// The confirmation ends soon.
        case askAgain = "ask_again"
        /// Nobody answered in time.
        case lapse
        /// The ground fell away: the agreement ended, or a parent's consent.
        case stop
    }

    /// Why a service or an application ended.
    public enum Ending: String, CaseIterable, Sendable {
        case refused
        /// Nobody answered the first time.
        case notAnswered = "not_answered"
        /// The customer did not confirm anew.
        case notConfirmed = "not_confirmed"
        case contractEnded = "contract_ended"
        case consentEnded = "consent_ended"
    }
}

extension MobileService.State {
    /// The state after this action; refuses what does not fit the moment.
    public func after(_ action: MobileService.Action) throws(MobileRefusal) -> Self {
        switch (self, action) {
        case (.filledIn, .ask): .asked
        case (.asked, .yes): .saidYes
        case (.asked, .no): .saidNo
        case (.asked, .question): .saidQuestion
        case (.askedAgain, .yes): .againYes
        case (.askedAgain, .no): .againNo
        case (.askedAgain, .question): .againQuestion
        case (.saidYes, .undo), (.saidNo, .undo), (.saidQuestion, .undo), (.questioned, .reply): .asked
        case (.againYes, .undo), (.againNo, .undo), (.againQuestion, .undo), (.questionedAgain, .reply):
            .askedAgain
        case (.saidYes, .process), (.againYes, .process): .active
        case (.saidNo, .process), (.againNo, .process): .ended
        case (.saidQuestion, .process): .questioned
        case (.againQuestion, .process): .questionedAgain
        case (.active, .askAgain): .askedAgain
        case (.asked, .lapse), (.questioned, .lapse), (.askedAgain, .lapse), (.questionedAgain, .lapse):
            .ended
        case (.ended, _): throw .over
        case (_, .stop): .ended
        case (_, .yes), (_, .no), (_, .question): throw .alreadyAnswered
        case (_, .undo): throw .nothingToUndo
        case (_, .ask), (_, .process), (_, .reply), (_, .askAgain), (_, .lapse): throw .notNow
        }
    }

    /// The service runs. Storage lets nobody be in one of these without a confirmation that was processed (P15).
    public var isActive: Bool {
        switch self {
        case .active, .askedAgain, .againYes, .againNo, .againQuestion, .questionedAgain: true
        case .filledIn, .asked, .saidYes, .saidNo, .saidQuestion, .questioned, .ended: false
        }
    }

    /// The customer has to answer.
    public var isOpen: Bool { self == .asked || self == .askedAgain }

    /// There is an answer that can still be taken back.
    public var isAnswered: Bool {
        switch self {
        case .saidYes, .saidNo, .saidQuestion, .againYes, .againNo, .againQuestion: true
        default: false
        }
    }
}

/// Why something about a mobile service does not happen. Holds no personal data.
public enum MobileRefusal: Error, Hashable, Sendable {
    /// A colleague was first.
    case alreadyAnswered
    case nothingToUndo
    case notNow
    /// It has ended.
    case over
    case answerMissing
    case unknownBatch
    case letterInvalid
}
