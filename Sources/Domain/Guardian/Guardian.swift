/// A parent, carer or legal representative of one child (P18): a data subject with keys of their own.
///
/// Who has two children here is two of these. What joins them is a session, after proof.
public enum Guardian: Sendable {
    public typealias ID = Identifier<Guardian>

    /// How many a child may name.
    public static let perChildMax = 2
    /// How often a child may say that it mistyped whom to ask: a slip of the finger, and no way to write to strangers.
    public static let correctionsMax = 3
    /// How often one may be asked to say which number is theirs, and get a code, within an hour.
    public static let codesPerHour = 6
}
