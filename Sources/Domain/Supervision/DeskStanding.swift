/// How much something asks of a privacy officer today: the decisions behind the tiles of their first page.
public enum DeskStanding: Int, Comparable, CaseIterable, Sendable {
    /// Too late already, or broken.
    case late
    /// Somebody must do something.
    case asks
    case calm

    /// So long before its last day a hold asks whether it is still needed.
    public static let holdEnding = Moment.Span.days(30)
    /// In the last week before everything of a child goes there is time to say something to their customer.
    public static let consentEnding = Moment.Span.days(7)
    /// A proof that is older than this says little about today.
    public static let proofAge = Moment.Span.days(7)
    /// A question through the contact form that waits longer is told.
    public static let contactPatience = Moment.Span.days(14)

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    public static func of(requests: [RightsRequest], at now: Moment) -> DeskStanding {
        let urgencies = Set(requests.map { $0.urgency(at: now) })
        return urgencies.contains(.overdue) ? .late : urgencies.contains(.soon) ? .asks : .calm
    }

    /// What is past its date and kept by nothing.
    public static func of(overdue count: Int) -> DeskStanding { count == 0 ? .calm : .late }

    /// - `ran`: when the proof last ran; nothing when it never did.
    public static func ofProof(broken: Int, ran: Moment?, at now: Moment) -> DeskStanding {
        if broken > 0 { return .late }
        return ran.map { now - $0 > proofAge } ?? true ? .asks : .calm
    }

    /// - `end`: when the first of who waits for a guardian goes.
    public static func ofConsents(firstEnds end: Moment?, at now: Moment) -> DeskStanding {
        end.map { $0 - consentEnding <= now } ?? false ? .asks : .calm
    }

    /// Of what is no fault as long as there is none of it.
    public static func asking(_ count: Int) -> DeskStanding { count == 0 ? .calm : .asks }
}

extension Sequence<Hold> {
    /// Those about which a second person must decide.
    public func undecided(at now: Moment) -> [Hold] { filter { $0.pendingBy != nil && !$0.isOver(at: now) } }

    /// In force, and near their last day.
    public func ending(at now: Moment) -> [Hold] {
        filter { $0.isInForce(at: now) && $0.until <= now + DeskStanding.holdEnding }
    }
}
