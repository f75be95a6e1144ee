import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Who is signed in, with the token of their cookie.
struct Here: Sendable {
    let token: Token
    let signedIn: SignedIn
}

/// A phone or a mailbox of an invented person.
enum Spot: Sendable {
    case phone(Int)
    case mailbox(Int)

    var canonical: Sensitive<String> {
        switch self {
        case .phone(let person): Sensitive("+316\(12_340_000 + person)")
        case .mailbox(let person): Sensitive(World.emailAddress(person))
        }
    }
}

extension Message.Channel {
    func typed(_ person: Int) -> String {
        self == .sms ? World.mobileNumber(person) : World.emailAddress(person)
    }

    func address(_ person: Int) -> Spot { self == .sms ? .phone(person) : .mailbox(person) }

    var noticeKind: MessageKind { self == .sms ? .mobileNumberChanged : .emailAddressChanged }
}

extension ContactChanged {
    var isNext: Bool { if case .askNext = self { true } else { false } }
}

extension CapturingGateway.Sent {
    var channel: String { if case .sms = self { "sms" } else { "mail" } }

    fileprivate func isTo(_ spot: Spot) -> Bool {
        switch (self, spot) {
        case (.sms(let sms), .phone): sms.recipient.e164 == spot.canonical
        case (.mail(let mail), .mailbox): mail.recipient.canonical == spot.canonical
        default: false
        }
    }

    var words: String {
        switch self {
        case .sms(let sms): sms.text.reveal()
        case .mail(let mail): mail.content.reveal().text
        }
    }
}

extension CapturingGateway {
    func words(to spot: Spot) -> [String] { sent.filter { $0.isTo(spot) }.map(\.words) }

    /// The newest code that went there.
    func secret(to spot: Spot) -> String? {
        sent.lazy.reversed().filter { $0.isTo(spot) }.compactMap(\.secret).first
    }
}

extension World {
    /// Person 1, just enrolled and signed in.
    func newcomer() async throws -> Here {
        let code = try await codes(1, for: municipality())[0]
        guard case .active(let token) = try await enrol(1, code: code),
            let signedIn = try await services.sessions.signedIn(token)
        else { throw WorldFailure.notSignedIn }
        return Here(token: token, signedIn: signedIn)
    }

    func signInAgain(_ person: Int) async throws -> Token {
        let token = try await ask(person)
        let secret = try #require(outside.lastSecret())
        let outcome = try await services.signIns.prove(secret: secret, on: token, device: .computer)
        return try #require(outcome.session)
    }

    func askToSignIn(with channel: Message.Channel, person: Int) async throws {
        switch channel {
        case .sms: _ = try await ask(person)
        case .mail:
            try await services.signIns.requestByMail(
                emailAddress: Self.emailAddress(person), network: Self.network, language: .dutch)
            try await settle()
        }
    }

    func begin(_ channel: Message.Channel, typed: String, _ here: Here) async throws -> Token {
        let token = try await services.contactChanges.begin(
            typed, changing: channel, for: here.signedIn, language: .dutch)
        try await settle()
        return token
    }

    /// With the newest code that went to this phone or mailbox.
    func prove(_ spot: Spot, _ token: Token, _ here: Here) async throws -> ContactChanged {
        let secret = try #require(outside.secret(to: spot))
        let outcome = try await services.contactChanges.prove(
            secret: secret, token, session: here.token, for: here.signedIn)
        try await settle()
        return outcome
    }

    /// All the way.
    func change(_ channel: Message.Channel, to person: Int, _ here: Here) async throws {
        let token = try await begin(channel, typed: channel.typed(person), here)
        _ = try await prove(channel.address(person), token, here)
        _ = try await prove(channel.other.address(1), token, here)
    }

    func number(of here: Here) async throws -> String? {
        let read = try await vault.read(
            [.mobileNumber], of: here.signedIn.person, activity: .ownInspection,
            access: here.signedIn.access(.fraudAndLegalObligations))
        return read[.mobileNumber]?.value.reveal()
    }

    func revisions(of person: EndUser.ID) async throws -> [Field: Int64] {
        let rows = try await data.read { transaction in
            try transaction.rows("SELECT field, rev FROM sealed_field WHERE end_user_id = $1", person)
                .map { (try $0.word(0, of: Field.self), try $0.int(1)) }
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    func indexes(of person: EndUser.ID, _ field: Field) async throws -> Int64? {
        try await data.read { transaction in
            try transaction.row(
                "SELECT COUNT(*) FROM blind_index WHERE end_user_id = $1 AND field = $2", person,
                field.rawValue)?.int(0)
        }
    }
}
