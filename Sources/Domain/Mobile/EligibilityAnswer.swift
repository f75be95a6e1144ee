/// What a customer answers when it is asked whether somebody qualifies (P15). Every reason and every question comes
/// from a closed list: there is no room for words about a person.
public enum EligibilityAnswer: Hashable, Sendable {
    public typealias ID = Identifier<EligibilityAnswer>

    case yes
    case no(Reason)
    case question(Question)

    public enum Reason: String, CaseIterable, Sendable {
        /// Lives elsewhere, or is no pupil or client any more.
        case notOurs = "not_ours"
        /// Not of the group for which it is meant.
        case notInGroup = "not_in_group"
        /// The letter was somebody else's.
        case otherPerson = "other_person"
        /// Has one through this customer already.
        case hasOne = "has_one"
    }

    public enum Question: String, CaseIterable, Sendable {
        case name
        case birthYear = "birth_year"
        /// Will the person please call or come by.
        case contact
    }

    public enum Verdict: String, CaseIterable, Sendable {
        case yes, no, question
    }

    public var verdict: Verdict {
        switch self {
        case .yes: .yes
        case .no: .no
        case .question: .question
        }
    }

    /// The reason or the question, by its word.
    public var detail: String? {
        switch self {
        case .yes: nil
        case .no(let reason): reason.rawValue
        case .question(let question): question.rawValue
        }
    }

    public var action: MobileService.Action {
        switch self {
        case .yes: .yes
        case .no: .no
        case .question: .question
        }
    }

    /// As it is stored. Refuses a detail that does not belong to the verdict.
    public init?(_ verdict: Verdict, detail: String?) {
        switch verdict {
        case .yes where detail == nil: self = .yes
        case .no:
            guard let reason = detail.flatMap(Reason.init) else { return nil }
            self = .no(reason)
        case .question:
            guard let question = detail.flatMap(Question.init) else { return nil }
            self = .question(question)
        case .yes: return nil
        }
    }

    /// Every answer there is, in the order in which they are offered.
    public static let all: [Self] =
        [.yes] + Reason.allCases.map { .no($0) } + Question.allCases.map { .question($0) }
}
