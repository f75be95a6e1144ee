/// What somebody asks through the contact form: used to answer them, and for nothing else (P33).
public enum ContactRequest {
    public typealias ID = Identifier<ContactRequest>

    public enum State: String, CaseIterable, Sendable {
        case open, answered
    }
}
