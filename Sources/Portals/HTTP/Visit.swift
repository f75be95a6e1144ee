import Domain
import Features
import HTTPTypes

/// One request, with everything a route may need already read and checked.
struct Visit: Sendable {
    let path: String
    /// The path with the query as it was sent.
    let address: String
    /// The last segment of an address such as `/mijn/berichten/:id`.
    let parameter: String?
    let query: FormBody
    let form: FormBody
    let headers: HTTPFields
    let cookies: Cookies
    let language: Language
    let now: Moment
    let visitor: Visitor?
    let worker: Worker?
    /// As whom a worker acts here: their role among those that this address is for.
    let actor: Actor?
    let network: ClientNetwork
    /// Goes into every form on the page.
    let formToken: String

    /// Today as people here count it.
    var today: AmsterdamTime { AmsterdamTime(now) }

    /// The kind of device, which is all that is taken from the browser's description of itself.
    var device: Device { Device(userAgent: headers[.userAgent]) }

    /// A token of ours in a cookie, when it has the shape of one.
    func token(_ name: CookieName) -> Token? { cookies[name].flatMap { Token(text: $0) } }

    /// One of the two answers that a form's field has. Refuses anything else, also nothing.
    func isChosen(_ field: String, yes: String, no: String) throws -> Bool {
        switch form[field] {
        case yes: true
        case no: false
        default: throw Stop.malformed
        }
    }

    /// Another page of ours, with the query that this one was asked with.
    func withQuery(_ path: String) -> String { path + address.dropFirst(self.path.count) }

    /// Who is signed in for their work. Routes for workers are only reached with one.
    func atWork() throws -> Worker {
        guard let worker else { throw Stop.forbidden }
        return worker
    }

    /// Where a worker whose last proof is too long ago goes first, and comes back from to this path of ours; nothing for
    /// who proved themselves just now.
    func proving(returningTo path: String) throws -> Answer? {
        try atWork().isProven(at: now) ? nil : .proving(returningTo: path)
    }

    /// The role in which a worker acts here. Routes for roles are only reached with one.
    func acting() throws -> Actor {
        guard let actor else { throw Stop.forbidden }
        return actor
    }

    /// Who is signed in. Routes for end users are only reached with one.
    func person() throws -> Visitor {
        guard let visitor else { throw Stop.forbidden }
        return visitor
    }
}

/// Someone who is signed in, as the frame around each page needs to know them.
struct Visitor: Sendable {
    let signedIn: SignedIn
    /// Which fields we hold of this person: the true line in the footer. The count needs no plaintext.
    let fields: FieldSet
}
