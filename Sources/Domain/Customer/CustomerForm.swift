/// A new customer as an operator typed it: raw text that nobody has judged yet.
public struct CustomerForm: Sendable {
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
    public var dates: ContractDates
    public var administratorName: Sensitive<String>
    public var administratorAddress: Sensitive<String>

    public init(
        name: String, kind: String, kvk: String, oin: String, vat: String, street: String, postcode: String,
        city: String, buyerReference: String, dates: ContractDates, administratorName: String,
        administratorAddress: String
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
        self.dates = dates
        self.administratorName = Sensitive(administratorName)
        self.administratorAddress = Sensitive(administratorAddress)
    }

    /// Judges every field, and names all that is wrong at once.
    ///
    /// - `looksPersonal`: whether a text holds what leads to a person, which the row of an organisation never does
    ///   (P02).
    public func registration(
        looksPersonal: (String) -> Bool
    ) throws(CustomerRefusal) -> Registration {
        var problems: [CustomerProblem] = []
        let name = name.onOneLine
        if name.isEmpty { problems.append(.nameMissing) }
        if looksPersonal(name) { problems.append(.nameLooksPersonal) }
        let kind = Customer.Kind(rawValue: kind)
        if kind == nil { problems.append(.kindMissing) }
        let numbers = numbers(&problems)
        let invoice = invoice(looksPersonal, &problems)
        let period = dates.period(&problems)
        let administratorName = administratorName.reveal().onOneLine
        if administratorName.isEmpty { problems.append(.administratorNameMissing) }
        if EmailAddress(administratorAddress.reveal()) == nil {
            problems.append(.administratorAddressInvalid)
        }
        guard problems.isEmpty, let kind, let numbers, let invoice, let period else {
            throw .invalid(problems)
        }
        return Registration(name: name, kind: kind, numbers: numbers, invoice: invoice, period: period)
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

/// The first and the last day of an agreement as they were typed; no last day is no end.
public struct ContractDates: Sendable {
    public var starts: String
    public var ends: String

    public init(starts: String, ends: String) {
        self.starts = starts
        self.ends = ends
    }

    /// Judged by itself, for a customer that is known already.
    public func period() throws(CustomerRefusal) -> ContractPeriod {
        var problems: [CustomerProblem] = []
        guard let period = period(&problems) else { throw .invalid(problems) }
        return period
    }

    func period(_ problems: inout [CustomerProblem]) -> ContractPeriod? {
        let first = CalendarDay(starts)
        if first == nil { problems.append(.startInvalid) }
        let last = ends.isBlank ? nil : CalendarDay(ends)
        if last == nil, !ends.isBlank { problems.append(.endInvalid) }
        guard let first, last != nil || ends.isBlank else { return nil }
        guard last.map({ $0.start >= first.start }) ?? true else {
            problems.append(.endBeforeStart)
            return nil
        }
        // The last day itself is still part of it.
        return ContractPeriod(starts: first.start, ends: last?.end)
    }
}

extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
    /// Words with one space between them.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
