public import Domain
public import Features

/// What the portals are given: everything the product does, and what only the executable can know.
public struct PortalFeatures: Sendable {
    public var services: Services
    public var clock: any Clock
    /// Draws QR codes.
    public var codes: any QRCodeWriting
    /// What lies around the stores, for a run of the proof from the office.
    public var premises: @Sendable () async throws -> Premises
    /// Only in a demonstration.
    public var mailbox: DemonstrationMailbox?
    /// The same.
    public var authenticator: DemonstrationAuthenticator?

    public init(
        services: Services, clock: any Clock, codes: any QRCodeWriting,
        premises: @escaping @Sendable () async throws -> Premises = { Premises() },
        mailbox: DemonstrationMailbox? = nil,
        authenticator: DemonstrationAuthenticator? = nil
    ) {
        self.services = services
        self.clock = clock
        self.codes = codes
        self.premises = premises
        self.mailbox = mailbox
        self.authenticator = authenticator
    }
}
