/// The supervisor, to whom the way stands on every decision (P62).
public enum Supervisor {
    public static let name = "Autoriteit Persoonsgegevens"
    public static let site = "autoriteitpersoonsgegevens.nl"
}
