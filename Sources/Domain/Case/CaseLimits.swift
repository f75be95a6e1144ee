/// How much one account does on one day without breaking the glass (P71).
///
/// A caseload of customer service is some ten persons a day; three times that is a very busy day. More than that is
/// no longer work on cases but going through people, and somebody else must know of it.
public enum CaseLimits {
    public static let searchesPerDay = 30
    /// Persons of whom something was opened: searches and cases of the days before together.
    public static let personsPerDay = 60
}
