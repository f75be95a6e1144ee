import Portals

/// What the portals are given of an installation: by the server that answers, and by the proof that reads its pages.
extension Installation {
    var portalFeatures: PortalFeatures { PortalFeatures(services: services, clock: clock, mailbox: mailbox) }

    func portalSettings(isQuarantined: Bool) -> PortalSettings {
        PortalSettings(
            bindHost: settings.host, bindPort: settings.port, publicURL: settings.publicURL,
            trustedProxies: settings.trustedProxies, demonstration: mailbox != nil,
            quarantined: isQuarantined)
    }
}
