import Domain

extension Failure {
    /// What is wrong with a new customer, as an operator at the command line reads it.
    static func words(_ problem: CustomerProblem) -> String {
        switch problem {
        case .nameMissing: "Give the name of the organisation."
        case .nameLooksPersonal: "The name holds a mail address or a phone number."
        case .kindMissing: "The kind is municipality, foundation or company."
        case .numberMissing, .kvkInvalid, .oinInvalid:
            "A registration number has 8 digits (KvK) or 20 that begin with 0000000 (OIN)."
        case .vatInvalid: "The VAT number is not right: NL, nine digits, B, two digits."
        case .streetMissing: "Give street and number for the invoice."
        case .postcodeInvalid: "Give a Dutch postcode, such as 9723 JA."
        case .cityMissing: "Give the city for the invoice."
        case .buyerReferenceMissing: "Give the reference that the customer knows invoices by."
        case .buyerReferenceLooksPersonal: "The reference looks like a mail address or a phone number."
        case .startInvalid, .endInvalid: "Give a day as 2026-11-24."
        case .endBeforeStart: "The last day lies before the first."
        case .administratorNameMissing: "Give the name of the first administrator."
        case .administratorAddressInvalid: "Give an address that the invitation can be mailed to."
        }
    }
}
