import HTTPTypes

/// The cookies of the portals. All are needed to do what was asked, so there is no cookie banner.
enum CookieName: String, CaseIterable, Sendable {
    case session = "__Host-bueno"
    /// Anonymous and random: ties a form to the browser that asked for it.
    case form = "__Host-bueno-form"
    case attempt = "__Host-bueno-aanmelden"
    case challenge = "__Host-bueno-inloggen"
    /// Opens the new number or address that was typed and is not proven yet.
    case change = "__Host-bueno-veranderen"
    /// A guardian whose phone is asked, and one whose phone is proven (P18).
    case guardianCode = "__Host-bueno-ouder-code"
    case guardian = "__Host-bueno-ouder"
    /// Somebody is helped to enrol on a computer that is not theirs. Until the browser closes or they are done.
    case helper = "__Host-bueno-helpen"
    case language = "__Host-bueno-taal"
    /// Signed in for work: apart from who is signed in as an end user in the same browser.
    case work = "__Host-bueno-werk"
    case workChallenge = "__Host-bueno-werk-code"
    /// On the way to one's own organisation: what is kept for the return opens with it.
    case signOn = "__Host-bueno-werk-organisatie"
    /// The receipt of an erasure, shown once more on the page after it.
    case receipt = "__Host-bueno-bon"
}

/// One `Set-Cookie`: always `Secure`, `HttpOnly`, `SameSite=Lax`, for the whole host and nothing beside it.
struct CookieChange: Sendable {
    let name: CookieName
    let value: String
    let maxAgeSeconds: Int?

    /// Lives until the browser closes unless an age is given.
    static func set(_ name: CookieName, _ value: String, maxAgeSeconds: Int? = nil) -> Self {
        .init(name: name, value: value, maxAgeSeconds: maxAgeSeconds)
    }

    static func remove(_ name: CookieName) -> Self {
        .init(name: name, value: "", maxAgeSeconds: 0)
    }

    var header: String {
        let age = maxAgeSeconds.map { "; Max-Age=\($0)" } ?? ""
        return "\(name.rawValue)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax\(age)"
    }
}

/// What the browser sent, reduced to our own names and to the characters that we put in them.
struct Cookies: Sendable {
    private static let valueLengthMax = 200
    private var values: [CookieName: String] = [:]

    init(_ headers: HTTPFields) {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let trimmed = pair.drop { $0 == " " }
                guard let equals = trimmed.firstIndex(of: "="),
                    let name = CookieName(rawValue: String(trimmed[..<equals]))
                else { continue }
                let value = trimmed[trimmed.index(after: equals)...]
                guard !value.isEmpty, value.utf8.count <= Self.valueLengthMax, value.utf8.allSatisfy(isToken),
                    values[name] == nil
                else { continue }
                values[name] = String(value)
            }
        }
    }

    subscript(name: CookieName) -> String? { values[name] }
}

/// Base64url and nothing else: what our own tokens are made of.
func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
    default: false
    }
}
