public import Domain
public import Features

/// What the portals are given: everything the product does, and what only the executable can know.
public struct PortalFeatures: Sendable {
    public var services: Services
    public var clock: any Clock
    /// Draws QR codes.
    public var codes: any QRCodeWriting
    /// Only in a demonstration.
    public var mailbox: DemonstrationMailbox?
    /// The same.
    public var authenticator: DemonstrationAuthenticator?

    public init(
        services: Services, clock: any Clock, codes: any QRCodeWriting, mailbox: DemonstrationMailbox? = nil,
        authenticator: DemonstrationAuthenticator? = nil
    ) {
        self.services = services
        self.clock = clock
        self.codes = codes
        self.mailbox = mailbox
        self.authenticator = authenticator
    }
}
