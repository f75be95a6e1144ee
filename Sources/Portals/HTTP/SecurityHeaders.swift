import HTTPTypes

/// What a browser may do with a page of ours. Only these two: a page cannot write its own.
enum ContentPolicy: Sendable {
    case ordinary
    /// P13: nothing leaves the page, neither by script nor by form; pictures may be made in it.
    case sealedOff

    var text: String {
        switch self {
        case .ordinary:
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
                + "frame-ancestors 'none'; base-uri 'none'"
        case .sealedOff:
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; "
                + "connect-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
        }
    }
}

/// The headers every answer carries, whatever happened.
struct SecurityHeaders: Sendable {
    private let fields: [(HTTPField.Name, String)]

    /// - Parameter overTLS: whether people reach us by https; only then may a browser be told to insist on it.
    init(overTLS: Bool) {
        var fields: [(HTTPField.Name, String)] = [
            (.xContentTypeOptions, "nosniff"),
            // `no-referrer` would make a browser send `Origin: null` with our own forms.
            (Name.referrerPolicy, "same-origin"),
            (
                Name.permissionsPolicy,
                "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
            ),
            (Name.openerPolicy, "same-origin"),
            (Name.resourcePolicy, "same-origin"),
        ]
        if overTLS {
            fields.append((.strictTransportSecurity, "max-age=63072000; includeSubDomains"))
        }
        self.fields = fields
    }

    func add(to headers: inout HTTPFields, policy: ContentPolicy = .ordinary) {
        for (name, value) in fields { headers[name] = value }
        headers[.contentSecurityPolicy] = policy.text
    }

    private enum Name {
        static let referrerPolicy = fieldName("Referrer-Policy")
        static let permissionsPolicy = fieldName("Permissions-Policy")
        static let openerPolicy = fieldName("Cross-Origin-Opener-Policy")
        static let resourcePolicy = fieldName("Cross-Origin-Resource-Policy")
    }
}

/// A header that `HTTPTypes` has no constant for. The texts are our own, so a typing error falls back on a
/// name that the header test then finds.
func fieldName(_ text: String) -> HTTPField.Name {
    HTTPField.Name(text) ?? .server
}
