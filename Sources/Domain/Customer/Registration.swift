/// Everything about a new customer, judged.
public struct Registration: Sendable {
    public let details: CustomerDetails
    public let period: ContractPeriod

    public init(details: CustomerDetails, period: ContractPeriod) {
        self.details = details
        self.period = period
    }
}

/// At least one of both: a municipality may have the two.
public struct RegistrationNumbers: Hashable, Sendable {
    public let kvk: KvKNumber?
    public let oin: OIN?

    public init?(kvk: KvKNumber?, oin: OIN?) {
        guard kvk != nil || oin != nil else { return nil }
        self.kvk = kvk
        self.oin = oin
    }

    /// Either of both, told apart by its length.
    public init?(_ typed: String) {
        self.init(kvk: KvKNumber(typed), oin: OIN(typed))
    }

    /// The one that a customer is told apart by.
    public var main: String { kvk?.text ?? oin?.text ?? "" }
}

/// What an electronic invoice needs of who pays it. All of an organisation, nothing of a person.
public struct InvoiceDetails: Hashable, Sendable {
    public let vat: VATNumber?
    public let street: String
    public let postcode: Postcode
    public let city: String
    public let buyerReference: String

    public init(vat: VATNumber?, street: String, postcode: Postcode, city: String, buyerReference: String) {
        self.vat = vat
        self.street = street
        self.postcode = postcode
        self.city = city
        self.buyerReference = buyerReference
    }
}

/// `9723 JA`.
public struct Postcode: Hashable, Sendable {
    public let text: String

    public init?(_ typed: String) {
        let text = typed.uppercased().filter { !$0.isWhitespace }
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[..<4].allSatisfy(\.isDigit), bytes[0] != UInt8(ascii: "0"),
            bytes[4...].allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        self.text = "\(text.prefix(4)) \(text.suffix(2))"
    }
}

/// When an agreement begins and, if that was agreed, ends.
public struct ContractPeriod: Hashable, Sendable {
    public let starts: Moment
    public let ends: Moment?

    public init(starts: Moment, ends: Moment?) {
        self.starts = starts
        self.ends = ends
    }
}

/// What is wrong with one field of a customer, without what was typed.
public enum CustomerProblem: Hashable, CaseIterable, Sendable {
    case nameMissing, nameLooksPersonal, kindMissing
    case numberMissing, kvkInvalid, oinInvalid, vatInvalid
    case streetMissing, postcodeInvalid, cityMissing
    case buyerReferenceMissing, buyerReferenceLooksPersonal
    case startInvalid, endInvalid, endBeforeStart
    case administratorNameMissing, administratorAddressInvalid
}

/// Why a customer or contract is not made or changed. Holds no personal data.
public enum CustomerRefusal: Error, Equatable, Sendable {
    case invalid([CustomerProblem])
    case registrationNumberTaken
    case unknownCustomer
    case unknownContract
    /// It has ended, or it has not begun.
    case contractEnded
    /// There is an agreement for this service in that time.
    case contractOverlaps
    /// Ending an agreement asks for a recent proof of who ends it.
    case proofNeeded
    /// Somebody else changed it after this form was opened.
    case changedMeanwhile
}
