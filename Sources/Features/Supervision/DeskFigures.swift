public import Domain

/// What a privacy officer must know today, in figures: nobody's data, and nobody's name.
public struct DeskFigures: Sendable {
    /// What the week's charts are made of.
    public struct Weeks: Sendable {
        public let requests: [RequestWeek]
        public let destroyed: [RetentionForecast.Week]

        public init(requests: [RequestWeek], destroyed: [RetentionForecast.Week]) {
            self.requests = requests
            self.destroyed = destroyed
        }
    }

    /// Those that wait, soonest due first.
    public let requests: [RightsRequest]
    /// What is past its date and kept by nothing, the most first. Must be empty.
    public let overdue: [RetentionForecast.Line]
    public let holds: [Hold]
    public let oversight: Oversight
    /// Questions of the contact form that wait, the oldest first.
    public let questions: [Moment]
    /// When each parent or carer who did not answer yet was asked, the oldest first.
    public let consents: [Moment]
    /// Runs of the proof, newest first.
    public let proofs: [ProofReport]
    /// Companies that carry messages, those in force first.
    public let processors: [Processor]
    public let weeks: Weeks

    public init(
        requests: [RightsRequest], overdue: [RetentionForecast.Line], holds: [Hold], oversight: Oversight,
        questions: [Moment], consents: [Moment], proofs: [ProofReport], processors: [Processor], weeks: Weeks
    ) {
        self.requests = requests
        self.overdue = overdue
        self.holds = holds
        self.oversight = oversight
        self.questions = questions
        self.consents = consents
        self.proofs = proofs
        self.processors = processors
        self.weeks = weeks
    }
}

/// What people asked about their own data in one week, and whether they had their answer in time.
public struct RequestWeek: Hashable, Sendable {
    public let week: CalendarWeek
    public let received: [RightsRequest.Kind: Int]
    /// Of those: answered by their last day.
    public let inTime: Int
    /// Of those: answered after their last day, or past it and still open.
    public let late: Int

    public init(week: CalendarWeek, received: [RightsRequest.Kind: Int], inTime: Int, late: Int) {
        self.week = week
        self.received = received
        self.inTime = inTime
        self.late = late
    }

    public var total: Int { received.values.reduce(0, +) }

    /// In whole percents, down: 100 is all of them. Nothing while none is decided or late.
    public var percentInTime: Int? { inTime + late == 0 ? nil : inTime * 100 / (inTime + late) }
}
