/// Whether the service of somebody under sixteen may run: from what each of their guardians said last (P18).
public enum MinorService: Hashable, Sendable {
    case runs
    /// Nobody has said yes yet.
    case waits
    /// Somebody said no, or took their yes back: it stops until all of them say yes.
    case stopped

    public init(_ answers: some Sequence<Consent.State>) {
        let answers = Set(answers)
        if !answers.isDisjoint(with: [.refused, .withdrawn]) {
            self = .stopped
        } else {
            self = answers.contains(.given) ? .runs : .waits
        }
    }

    /// What becomes of the child's data on a no.
    ///
    /// - `others`: what the other guardians said. Where one of them said yes the data waits out its term, so that one
    ///   guardian cannot undo by a click what another decided; otherwise nobody wants it kept, and it goes at once.
    public static func erasesAtOnce(onRefusalBeside others: some Sequence<Consent.State>) -> Bool {
        !others.contains { $0 == .given || $0 == .withdrawn }
    }
}
