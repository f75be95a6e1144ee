/// How much one account of the office opened, in counts. Who it was and whom it was about is not in it.
public struct ViewingCounts: Hashable, Sendable {
    /// Persons of whom something was opened today.
    public let today: Int
    /// The same of each of the thirty days before, also of the days without any.
    public let before: [Int]
    /// Openings today outside the hours in which the office works.
    public let atOddHours: Int
    /// Cases that were broken open today.
    public let brokenGlass: Int
    /// Persons whom so many other accounts opened too, in the last week.
    public let shared: Int

    public init(today: Int, before: [Int], atOddHours: Int, brokenGlass: Int, shared: Int) {
        self.today = today
        self.before = before
        self.atOddHours = atOddHours
        self.brokenGlass = brokenGlass
        self.shared = shared
    }

    /// The middle of the thirty days before: one mad day does not move it.
    public var usual: Int {
        let sorted = before.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
}

/// A sign that somebody looks at more than their work asks. A sign is a question, not a verdict.
public enum UnusualViewing: Hashable, Sendable {
    case manyPersons(today: Int, usual: Int)
    case oddHours(openings: Int)
    case brokenGlass(cases: Int)
    /// Several accounts opened the same person: somebody whom everybody talks about.
    case samePerson(persons: Int)

    /// Fewer than this on a day is work, whatever is usual.
    static let personsMin = 10
    /// So many times what is usual.
    static let timesUsual = 3
    /// The office works from 7 to 20, in Europe/Amsterdam.
    public static let officeHours = 7..<20
    /// So many accounts on one person in a week: two is a case that was handed over.
    public static let accountsMin = 3

    /// The signs in one account's counts, the heaviest first.
    public static func signs(in counts: ViewingCounts) -> [UnusualViewing] {
        var signs: [UnusualViewing] = []
        if counts.brokenGlass > 0 { signs.append(.brokenGlass(cases: counts.brokenGlass)) }
        if counts.today >= personsMin, counts.today > timesUsual * counts.usual {
            signs.append(.manyPersons(today: counts.today, usual: counts.usual))
        }
        if counts.shared > 0 { signs.append(.samePerson(persons: counts.shared)) }
        if counts.atOddHours > 0 { signs.append(.oddHours(openings: counts.atOddHours)) }
        return signs
    }
}
