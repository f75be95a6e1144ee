/// What BuenO's own people sign before anything opens for them (P72, P73).
public enum Duty: String, CaseIterable, Sendable {
    case codeOfConduct = "code_of_conduct"
    case secrecy
}

/// One version of the text that is signed. The texts stand in the statement's document.
public struct DutyText: Sendable {
    public let duty: Duty
    public let version: Int
    public let title: Wording
    /// Each a sentence that somebody promises.
    public let points: [Wording]

    public init(duty: Duty, version: Int, title: Wording, points: [Wording]) {
        self.duty = duty
        self.version = version
        self.title = title
        self.points = points
    }
}

/// A text that somebody signed.
public struct DutySigned: Hashable, Sendable {
    public let duty: Duty
    public let version: Int

    public init(duty: Duty, version: Int) {
        self.duty = duty
        self.version = version
    }
}

extension Sequence<DutyText> {
    /// What is still to be signed, given what was.
    public func unsigned(given signed: Set<DutySigned>) -> [DutyText] {
        filter { !signed.contains(DutySigned(duty: $0.duty, version: $0.version)) }
    }
}
