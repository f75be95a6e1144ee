/// Everything the portals need to know about where they stand. Read once, by the executable.
public struct PortalSettings: Sendable {
    public var bindHost: String
    public var bindPort: Int
    public var publicURL: PublicURL
    /// Only these may say on whose behalf they speak; a forwarding header from anyone else is ignored.
    public var trustedProxies: [NetworkRange]
    /// True only for a directory made by `bueno demo`: shows the mail and text messages that were caught.
    public var demonstration: Bool
    /// True after a restore, until the tombstones are replayed: then nothing is served but `/healthz`.
    public var quarantined: Bool
    public var limits: Limits
    /// Where "Snel weg" leads: a site that says nothing about the person who opens it.
    public var exitURL: String

    public init(
        bindHost: String = "127.0.0.1", bindPort: Int = 8080, publicURL: PublicURL,
        trustedProxies: [NetworkRange] = [], demonstration: Bool = false, quarantined: Bool = false,
        limits: Limits = Limits(), exitURL: String = "https://nl.wikipedia.org/"
    ) {
        self.bindHost = bindHost
        self.bindPort = bindPort
        self.publicURL = publicURL
        self.trustedProxies = trustedProxies
        self.demonstration = demonstration
        self.quarantined = quarantined
        self.limits = limits
        self.exitURL = exitURL
    }
}

/// What one connection may ask of us. Hummingbird sets none of these by itself.
public struct Limits: Sendable {
    public var bodyBytesMax = 64 * 1024
    /// From the opening of a connection, or the end of the previous answer, to the end of the headers.
    public var headSecondsMax = 20
    /// From the end of the headers to the end of the body, whatever its pace.
    public var bodySecondsMax = 30
    /// Over the whole body, judged after the first three seconds.
    public var bodyBytesPerSecondMin = 256
    /// From the end of the request to the last byte of the answer.
    public var answerSecondsMax = 60
    /// Answered before the body ended: how long what still arrives is thrown away, so that the answer is read.
    public var lingerSecondsMax = 1
    public var connectionsMax = 2_000

    public init() {}
}

/// The address under which people reach us: scheme, host and port, without a path.
public struct PublicURL: Sendable {
    public let text: String
    public let isSecure: Bool
    /// What a browser may send as `Origin` on our own forms. On a loopback address its three names are one.
    let origins: Set<String>

    /// Refuses anything that is not `http://` or `https://`, a host and perhaps a port.
    public init?(_ text: String) {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        let lower = trimmed.lowercased()
        let scheme: String
        if lower.hasPrefix("https://") {
            scheme = "https://"
        } else if lower.hasPrefix("http://") {
            scheme = "http://"
        } else {
            return nil
        }
        let rest = lower.dropFirst(scheme.count)
        guard !rest.isEmpty, !rest.contains(where: { "/?#@ ".contains($0) }) else { return nil }
        self.text = scheme + rest
        self.isSecure = scheme == "https://"
        let names = ["localhost", "127.0.0.1", "[::1]"]
        let host = names.first { rest == $0 || rest.hasPrefix($0 + ":") }
        if let host {
            let port = rest.dropFirst(host.count)
            self.origins = Set(names.map { scheme + $0 + port })
        } else {
            self.origins = [self.text]
        }
    }
}
