/// What an organisation is known by and where its invoices go, judged.
public struct CustomerDetails: Hashable, Sendable {
    /// One of them, as the history of changes names it.
    public enum Part: String, CaseIterable, Sendable {
        case name, kind, kvk, oin, vat, street, postcode, city
        case buyerReference = "buyer_reference"
    }

    public var name: String
    public var kind: Customer.Kind
    public var numbers: RegistrationNumbers
    /// Nothing for who was registered without: then no invoice can be made for it yet.
    public var invoice: InvoiceDetails?

    public init(name: String, kind: Customer.Kind, numbers: RegistrationNumbers, invoice: InvoiceDetails?) {
        self.name = name
        self.kind = kind
        self.numbers = numbers
        self.invoice = invoice
    }

    public subscript(part: Part) -> String? {
        switch part {
        case .name: name
        case .kind: kind.rawValue
        case .kvk: numbers.kvk?.text
        case .oin: numbers.oin?.text
        case .vat: invoice?.vat?.text
        case .street: invoice?.street
        case .postcode: invoice?.postcode.text
        case .city: invoice?.city
        case .buyerReference: invoice?.buyerReference
        }
    }

    /// The parts that are not the same in both, in the order of the form.
    public func parts(otherThan before: CustomerDetails) -> [Part] {
        Part.allCases.filter { self[$0] != before[$0] }
    }
}
