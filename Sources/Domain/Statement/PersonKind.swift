/// The kinds of data subject. Each has the same rights (P61), and each service declares its fields per kind (P10).
public enum PersonKind: String, CaseIterable, Sendable {
    case endUser = "end_user"
    case guardian
    case customerUser = "customer_user"
    case staffMember = "staff_member"
    /// Who asks something through the contact form (P33).
    case contactPerson = "contact_person"
}
