import Domain
import HTTPTypes

/// The token in each form: a keyed hash of the session, or of an anonymous cookie when there is none.
///
/// Together with `Origin` and `Sec-Fetch-Site` it keeps another site from sending our forms.
struct FormTokens: Sendable {
    /// The keyed hash, from the vault.
    let seal: @Sendable (String) throws -> String

    /// A fresh value for the anonymous cookie.
    static func cookieValue() -> String { Identifier<FormTokens>.random().description }

    func token(of basis: String) throws -> String { try seal(basis) }

    /// True when the token belongs to any of these; compared in constant time.
    func accept(_ token: String, bases: [String]) throws -> Bool {
        try bases.contains { basis in
            let expected = Array(try self.token(of: basis).utf8)
            let given = Array(token.utf8)
            guard expected.count == given.count else { return false }
            return zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }
}

/// Where a browser says that a form came from.
enum FormOrigin {
    /// Our own page, and the browser vouches for it.
    case own
    /// Another site. Nothing of the form may be used or shown.
    case foreign
    /// An old browser that says nothing: the token alone decides.
    case unsaid

    init(_ headers: HTTPFields, own: Set<String>) {
        let site = headers[fieldName("Sec-Fetch-Site")]
        if let site, site != "same-origin", site != "none" {
            self = .foreign
        } else if let origin = headers[.origin] {
            self = own.contains(origin.lowercased()) ? .own : .foreign
        } else {
            self = site == "same-origin" ? .own : .unsaid
        }
    }
}
