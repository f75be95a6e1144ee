import Domain
import Features
import Portals
import QRCodes

/// What the portals are given of an installation: by the server that answers, and by the proof that reads its pages.
extension Installation {
    var portalFeatures: PortalFeatures {
        PortalFeatures(
            services: services, clock: clock, codes: QRCodes(), premises: { try await premises() },
            mailbox: mailbox,
            authenticator: authenticator)
    }

    /// The apps of a demonstration's invented colleagues.
    private var authenticator: DemonstrationAuthenticator? {
        let logins = DemonstrationCard.read(settings)?.workLogins ?? []
        let apps = logins.compactMap { login in
            Hex.bytes(login.secret).flatMap { AuthenticatorSecret(bytes: $0) }.map {
                DemonstrationAuthenticator.App(who: login.emailAddress, secret: $0)
            }
        }
        return DemonstrationAuthenticator(apps, vault: services.vault)
    }

    func portalSettings(isQuarantined: Bool) -> PortalSettings {
        PortalSettings(
            bindHost: settings.host, bindPort: settings.port, publicURL: settings.publicURL,
            trustedProxies: settings.trustedProxies, demonstration: mailbox != nil,
            quarantined: isQuarantined)
    }
}
