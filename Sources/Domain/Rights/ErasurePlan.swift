/// What an erasure takes away and what must stay, decided before anything is touched (P43, P44).
public struct ErasurePlan: Hashable, Sendable {
    public enum Fate: Hashable, Sendable {
        /// The key is destroyed: it is gone, in backups too.
        case shred
        /// The law keeps it; from now on it opens for that duty alone.
        case restrict(until: Moment)
    }

    public let fates: [KeyClass: Fate]
    public let fields: FieldSet
    /// The classes that a hold keeps, each until its day.
    public let holds: [KeyClass: Moment]

    /// - `held`: the fields that exist.
    /// - `duties`: per class until when the law keeps it, for the classes it keeps.
    /// - `holds`: per class until when a hold keeps it. It restricts as a duty does.
    public init(
        held: FieldSet, duties: [KeyClass: Moment], holds: [KeyClass: Moment] = [:], now: Moment
    ) {
        var fates: [KeyClass: Fate] = [:]
        self.holds = holds.filter { now < $0.value }
        let kept = duties.merging(holds) { max($0, $1) }
        for keyClass in KeyClass.allCases {
            if let until = kept[keyClass], now < until {
                fates[keyClass] = .restrict(until: until)
            } else {
                fates[keyClass] = .shred
            }
        }
        self.fates = fates
        fields = held
    }

    /// Classes whose key is destroyed.
    public var shredded: [KeyClass] { KeyClass.allCases.filter { fates[$0] == .shred } }

    /// The fields that go.
    public var goes: FieldSet { FieldSet(fields.fields.filter { fates[$0.keyClass] == .shred }) }

    /// The fields that stay under lock, and the last day on which any of them does.
    public var stays: FieldSet { fields.subtracting(goes) }

    public var keptUntil: Moment? {
        fates.values.compactMap { if case .restrict(let until) = $0 { until } else { nil } }.max()
    }

    /// Whether the person disappears altogether.
    public var isComplete: Bool { keptUntil == nil }
}
