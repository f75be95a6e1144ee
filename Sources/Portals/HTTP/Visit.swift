import Domain
import HTTPTypes

/// One request, with everything a route may need already read and checked.
struct Visit: Sendable {
    let path: String
    /// The last segment of an address such as `/mijn/berichten/:id`.
    let parameter: String?
    let query: FormBody
    let form: FormBody
    let headers: HTTPFields
    let cookies: Cookies
    let language: Language
    let now: Moment
    let visitor: Visitor?
    let network: ClientNetwork
    /// Goes into every form on the page.
    let formToken: String

    /// Today as people here count it.
    var today: AmsterdamTime { AmsterdamTime(now) }

    /// Who is signed in. Routes for end users are only reached with one.
    func person() throws -> Visitor {
        guard let visitor else { throw Stop.forbidden }
        return visitor
    }
}

/// Someone who is signed in, as the frame around each page needs to know them.
struct Visitor: Sendable {
    /// What form tokens hang on: stays the same while the cookie rotates.
    let sessionID: String
    /// Set when the session's cookie must be replaced.
    let rotatedToken: String?
    /// Which fields we hold of this person: the true line in the footer. The count needs no plaintext.
    let fields: FieldSet
}
