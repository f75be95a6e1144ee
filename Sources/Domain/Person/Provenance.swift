/// Where a value came from (P16): who gave it, when, on which form, for which service.
public struct Provenance: Hashable, Sendable {
    public enum Source: String, CaseIterable, Sendable {
        case endUser = "end_user"
        case guardian
        /// The code came on the customer's letter.
        case customerLetter = "customer_letter"
        /// Somebody with a login, or who writes through the contact form, about themselves.
        case themselves
        /// The child whose guardian somebody is (P18).
        case child
        /// Whoever invited them.
        case colleague
        /// The organisation that signs its own people on.
        case identityProvider = "identity_provider"
    }

    public let source: Source
    public let given: Moment
    public let formVersion: String
    public let service: Service

    public init(source: Source, given: Moment, formVersion: String, service: Service) {
        self.source = source
        self.given = given
        self.formVersion = formVersion
        self.service = service
    }
}
