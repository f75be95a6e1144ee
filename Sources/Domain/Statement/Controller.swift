/// Who answers for the processing (P03). Pages, mails, letters and exports carry it from this one place.
public struct Controller: Hashable, Sendable {
    public let name: String
    public let address: String
    public let postcode: String
    public let city: String
    /// Where questions about privacy go: a required setting of the deployment, so never empty here.
    public let privacyContact: String
    public let phone: String?

    public init(
        name: String, address: String, postcode: String, city: String, privacyContact: String, phone: String?
    ) {
        self.name = name
        self.address = address
        self.postcode = postcode
        self.city = city
        self.privacyContact = privacyContact
        self.phone = phone
    }

    /// One line, for the foot of a page, a mail or a letter.
    public var line: String { "\(name), \(address), \(postcode) \(city)" }
}
