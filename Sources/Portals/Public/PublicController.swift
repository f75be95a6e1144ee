import Domain
import Features
import HTTPTypes

/// The pages that ask and tell nothing about who reads them.
struct PublicController: Sendable {
    let settings: PortalSettings
    let services: Services
    let features: PortalFeatures

    var routes: [Route] {
        [
            .get("/") { .page(HomePage(controller: controller, language: $0.language)) },
            .get("/hoe-werkt-het") { .page(HowItWorksPage(language: $0.language)) },
            .get("/hulp") { .page(HelpPage(controller: controller, language: $0.language)) },
            .get("/toegankelijkheid") { .page(AccessibilityPage(language: $0.language)) },
            .get("/postvak", .demonstration) { try showMailbox($0) },
            .get("/.well-known/security.txt") { securityText($0) },
            .get(Portal.healthPath) { _ in await health() },
        ]
    }

    private var statements: Statements { services.statements }
    private var controller: Controller { statements.current.controller }

    private func showMailbox(_ visit: Visit) throws -> Answer {
        guard let mailbox = features.mailbox else { throw Stop.notFound }
        let caught = mailbox.latest().map { item in
            MailboxPage.Caught(
                channel: item.channel, recipient: item.recipient.reveal(), subject: item.subject,
                text: item.text.reveal())
        }
        let codes = try features.authenticator?.codes(at: visit.now) ?? []
        return .page(
            MailboxPage(
                caught: caught, codes: codes.map { ($0.who, $0.code.reveal()) }, site: settings.publicURL,
                language: visit.language))
    }

    /// RFC 9116. The date moves along, so the file never goes stale while somebody keeps it running.
    private func securityText(_ visit: Visit) -> Answer {
        let expires = visit.now + .days(180)
        let date = AmsterdamTime(expires)
        let day = [String(date.year), date.month.twoDigits, date.day.twoDigits].joined(
            separator: "-")
        return .text(
            """
            Contact: mailto:\(controller.privacyContact)
            Expires: \(day)T00:00:00Z
            Preferred-Languages: nl, en
            Canonical: \(settings.publicURL.text)/.well-known/security.txt

            """)
    }

    private func health() async -> Answer {
        var answer = Answer.text("ready\n")
        if settings.quarantined {
            answer = .text("quarantined\n")
            answer.status = .serviceUnavailable
        } else if await !services.isStoreReachable() {
            answer = .text("unavailable\n")
            answer.status = .serviceUnavailable
        }
        return answer
    }
}
