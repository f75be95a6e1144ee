import Domain
import Features

/// Another number or address: asked, proven with two codes, and then kept.
struct ContactChangeController: Sendable {
    private let changes: ContactChanges
    private let statements: Statements

    private static let codePath = "/mijn/gegevens/code"
    private static let cookieSeconds = 3_600

    init(_ services: Services) {
        changes = services.contactChanges
        statements = services.statements
    }

    var routes: [Route] {
        [
            .get("/mijn/gegevens/nummer", .endUser) { .page(try await newPage(.sms, $0)) },
            .post("/mijn/gegevens/nummer", .endUser, keeps: ["mobiel"]) { try await begin(.sms, $0) },
            .get("/mijn/gegevens/mail", .endUser) { .page(try await newPage(.mail, $0)) },
            .post("/mijn/gegevens/mail", .endUser, keeps: ["email"]) { try await begin(.mail, $0) },
            .get(Self.codePath, .endUser) { try await showCode($0) },
            .post(Self.codePath, .endUser) { try await takeCode($0) },
            .post("/mijn/gegevens/opnieuw", .endUser, backTo: Self.codePath) { try await resend($0) },
            .post("/mijn/gegevens/stop", .endUser, backTo: "/mijn/gegevens") { try await stop($0) },
        ]
    }

    private func newPage(
        _ channel: Message.Channel, _ visit: Visit, typed: String = "", refusal: Refusal? = nil
    ) async throws -> ContactChangePage {
        let service = try await changes.service(for: try visit.person().signedIn)
        let form = try statements.formVersion(service: service, language: visit.language)
        return ContactChangePage(
            channel, typed: typed, asked: form.lines.first { $0.field == channel.field }, refusal: refusal,
            language: visit.language)
    }

    private func begin(_ channel: Message.Channel, _ visit: Visit) async throws -> Answer {
        let typed = visit.form.text(channel.fieldName)
        do {
            let token = try await changes.begin(
                typed, changing: channel, for: try visit.person().signedIn, language: visit.language)
            return .seeOther(Self.codePath).with(
                .set(.change, token.reveal(), maxAgeSeconds: Self.cookieSeconds))
        } catch let refused as ContactChangeRefusal {
            let refusal = Refusal(refused, channel)
            return .page(try await newPage(channel, visit, typed: typed, refusal: refusal), refusal: refusal)
        }
    }

    private func showCode(_ visit: Visit) async throws -> Answer {
        guard let pending = try await pending(visit) else { return Self.over }
        return .page(try codePage(pending, visit, refusal: nil))
    }

    private func takeCode(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.change), let session = visit.token(.session),
            let pending = try await pending(visit)
        else { return Self.over }
        do {
            let outcome = try await changes.prove(
                secret: visit.form.text("cijfers"), token, session: session,
                for: try visit.person().signedIn)
            switch outcome {
            case .askNext: return .seeOther(Self.codePath)
            case .done(let channel, let next):
                let answer = Answer.seeOther("/mijn/gegevens?melding=\(channel.noticeName)").with(
                    .remove(.change))
                return next.map { answer.with(.session($0)) } ?? answer
            }
        } catch ContactChangeRefusal.over {
            return Self.over
        } catch let refused as ContactChangeRefusal {
            return try refusedPage(refused, pending, visit)
        }
    }

    private func resend(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.change), let pending = try await pending(visit) else {
            return Self.over
        }
        do {
            try await changes.resend(token, for: try visit.person().signedIn)
            return .seeOther(Self.codePath + "?opnieuw=ja")
        } catch ContactChangeRefusal.over {
            return Self.over
        } catch let refused as ContactChangeRefusal {
            return try refusedPage(refused, pending, visit)
        }
    }

    private func stop(_ visit: Visit) async throws -> Answer {
        try await changes.stop(for: try visit.person().signedIn)
        return .seeOther("/mijn/gegevens").with(.remove(.change))
    }

    private func refusedPage(
        _ refused: ContactChangeRefusal, _ pending: PendingContactChange, _ visit: Visit
    ) throws -> Answer {
        let refusal = Refusal(refused, pending.recipient.channel)
        return .page(try codePage(pending, visit, refusal: refusal), refusal: refusal)
    }

    private func codePage(
        _ pending: PendingContactChange, _ visit: Visit, refusal: Refusal?
    ) throws -> ContactChangeCodePage {
        ContactChangeCodePage(
            pending, isResent: visit.query["opnieuw"] == "ja", refusal: refusal,
            term: try statements.current.term(of: .signInSecret), language: visit.language)
    }

    private func pending(_ visit: Visit) async throws -> PendingContactChange? {
        guard let token = visit.token(.change) else { return nil }
        do {
            return try await changes.pending(token, for: try visit.person().signedIn)
        } catch ContactChangeRefusal.locked {
            return nil
        }
    }

    private static let over = Answer.seeOther("/mijn/gegevens?melding=veranderen-voorbij").with(
        .remove(.change))
}

extension Message.Channel {
    /// The name of the field in which it is typed.
    var fieldName: String {
        switch self {
        case .sms: "mobiel"
        case .mail: "email"
        }
    }

    /// How the page after a change says it.
    fileprivate var noticeName: String {
        switch self {
        case .sms: "nummer-veranderd"
        case .mail: "mail-veranderd"
        }
    }
}

/// What was done, above one's own data.
enum OwnDataNotice {
    static func words(_ name: String?) -> Words? {
        switch name {
        case "nummer-veranderd":
            Words(
                "Uw nieuwe nummer staat erin. Uw oude nummer is gewist. Op andere apparaten bent u uitgelogd.",
                "Your new number is in. Your old number was erased. On other devices you are signed out.")
        case "mail-veranderd":
            Words(
                "Uw nieuwe e-mailadres staat erin. Uw oude is gewist. Op andere apparaten bent u uitgelogd.",
                "Your new e-mail address is in. Your old one was erased. On other devices you are signed out."
            )
        case "veranderen-voorbij":
            Words(
                "Het veranderen is klaar, of het duurde te lang. Hieronder staat wat wij nu van u hebben.",
                "The change is done, or it took too long. Below you see what we have of you now.")
        default: nil
        }
    }
}
