/// What an organisation is known by and where its invoices go, as it was typed: raw text that nobody has judged yet.
public struct CustomerDetailsForm: Sendable {
    public var name: String
    public var kind: String
    public var kvk: String
    public var oin: String
    public var vat: String
    public var street: String
    public var postcode: String
    public var city: String
    /// What the customer's books know our invoices by.
    public var buyerReference: String

    public init(
        name: String, kind: String, kvk: String, oin: String, vat: String, street: String, postcode: String,
        city: String, buyerReference: String
    ) {
        self.name = name
        self.kind = kind
        self.kvk = kvk
        self.oin = oin
        self.vat = vat
        self.street = street
        self.postcode = postcode
        self.city = city
        self.buyerReference = buyerReference
    }

    /// Judges every field, and names all that is wrong at once.
    ///
    /// - `looksPersonal`: whether a text holds what leads to a person, which the row of an organisation never does
    ///   (P02).
    public func details(looksPersonal: (String) -> Bool) throws(CustomerRefusal) -> CustomerDetails {
        var problems: [CustomerProblem] = []
        guard let details = details(looksPersonal, &problems), problems.isEmpty else {
            throw .invalid(problems)
        }
        return details
    }

    /// Judges where the invoices go, and nothing else: what the customer itself may change.
    public func invoice(looksPersonal: (String) -> Bool) throws(CustomerRefusal) -> InvoiceDetails {
        var problems: [CustomerProblem] = []
        guard let invoice = invoice(looksPersonal, &problems), problems.isEmpty else {
            throw .invalid(problems)
        }
        return invoice
    }

    func details(
        _ looksPersonal: (String) -> Bool, _ problems: inout [CustomerProblem]
    ) -> CustomerDetails? {
        let name = name.onOneLine
        if name.isEmpty { problems.append(.nameMissing) }
        if looksPersonal(name) { problems.append(.nameLooksPersonal) }
        let kind = Customer.Kind(rawValue: kind)
        if kind == nil { problems.append(.kindMissing) }
        let numbers = numbers(&problems)
        let invoice = invoice(looksPersonal, &problems)
        guard let kind, let numbers, let invoice else { return nil }
        return CustomerDetails(name: name, kind: kind, numbers: numbers, invoice: invoice)
    }

    private func numbers(_ problems: inout [CustomerProblem]) -> RegistrationNumbers? {
        let (kvk, oin) = (KvKNumber(kvk), OIN(oin))
        if kvk == nil, !self.kvk.isBlank { problems.append(.kvkInvalid) }
        if oin == nil, !self.oin.isBlank { problems.append(.oinInvalid) }
        if self.kvk.isBlank, self.oin.isBlank { problems.append(.numberMissing) }
        return RegistrationNumbers(kvk: kvk, oin: oin)
    }

    private func invoice(
        _ looksPersonal: (String) -> Bool, _ problems: inout [CustomerProblem]
    ) -> InvoiceDetails? {
        let vat = VATNumber(vat)
        if vat == nil, !self.vat.isBlank { problems.append(.vatInvalid) }
        let (street, city) = (street.onOneLine, city.onOneLine)
        if street.isEmpty || looksPersonal(street) { problems.append(.streetMissing) }
        let postcode = Postcode(postcode)
        if postcode == nil { problems.append(.postcodeInvalid) }
        if city.isEmpty || looksPersonal(city) { problems.append(.cityMissing) }
        let reference = buyerReference.onOneLine
        if reference.isEmpty { problems.append(.buyerReferenceMissing) }
        if looksPersonal(reference) { problems.append(.buyerReferenceLooksPersonal) }
        return postcode.map {
            InvoiceDetails(vat: vat, street: street, postcode: $0, city: city, buyerReference: reference)
        }
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
    /// Words with one space between them.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
