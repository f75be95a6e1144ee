import Domain
import Foundation
import Gateways

/// Where mail goes.
struct MailSettings: Sendable {
    let server: MailGateway.Server
    let from: EmailAddress
    let processor: Processor.Declaration

    /// Nothing when no mail server is named.
    init?(_ values: [SettingName: String]) throws {
        guard let text = values[.smtpURL] else { return nil }
        guard let url = GatewayURL(text), let security = Self.security(url) else {
            throw SettingProblem(.smtpURL, "must be smtp://host:587 (STARTTLS) or smtps://host")
        }
        guard let from = values[.mailFrom].flatMap({ EmailAddress($0) }) else {
            throw SettingProblem(.mailFrom, "is required with a mail server: the address our mail comes from")
        }
        self.from = from
        processor = try Processor.Declaration(.mail, values, .smtpProcessor)
        server = MailGateway.Server(
            host: url.host, port: url.port ?? (security == .implicitTLS ? 465 : 587), security: security,
            credentials: Credentials(user: values[.smtpUser], password: values[.smtpPassword]),
            trust: Trust(certificateFile: values[.trustFile]))
    }

    private static func security(_ url: GatewayURL) -> MailGateway.Security? {
        switch url.scheme {
        case "smtps": .implicitTLS
        case "smtp": .startTLS
        // Only to this machine itself; the gateway refuses anything else.
        case "smtp+plain": .plainOnLoopback
        default: nil
        }
    }
}

/// Where text messages go.
struct SMSSettings: Sendable {
    enum Kind: String, Sendable { case kannel, json }

    let kind: Kind
    let url: String
    let credentials: Credentials?
    let token: Sensitive<String>
    let sender: String
    let trust: Trust
    let processor: Processor.Declaration

    /// Nothing when no gateway is named.
    init?(_ values: [SettingName: String]) throws {
        guard let url = values[.smsURL] else { return nil }
        guard let kind = Kind(rawValue: values[.smsKind] ?? "") else {
            throw SettingProblem(.smsKind, "must be 'kannel' or 'json'")
        }
        guard let sender = values[.smsSender] else {
            throw SettingProblem(.smsSender, "is required with a gateway: the name that messages come from")
        }
        self.kind = kind
        processor = try Processor.Declaration(.sms, values, .smsProcessor)
        self.url = url
        self.sender = sender
        credentials = Credentials(user: values[.smsUser], password: values[.smsPassword])
        token = Sensitive(values[.smsPassword] ?? "")
        trust = Trust(certificateFile: values[.trustFile])
    }
}

extension Credentials {
    fileprivate init?(user: String?, password: String?) {
        guard let user, let password else { return nil }
        self.init(name: user, password: Sensitive(password))
    }
}

/// `scheme://host:port`, and nothing behind it.
private struct GatewayURL {
    let scheme: String
    let host: String
    let port: Int?

    init?(_ text: String) {
        let parts = text.split(separator: "://", maxSplits: 1)
        guard parts.count == 2, let rest = parts.last else { return nil }
        let ends = rest.split(separator: ":", maxSplits: 1)
        guard let host = ends.first, !host.contains("/") else { return nil }
        if ends.count == 2 {
            guard let port = Int(ends[1]) else { return nil }
            self.port = port
        } else {
            port = nil
        }
        (scheme, self.host) = (String(parts[0]), String(host))
    }
}

extension Processor.Declaration {
    /// `Name of the company; number of the agreement; 2026-03-01`: without it nothing may leave (P31).
    fileprivate init(
        _ channel: Message.Channel, _ values: [SettingName: String], _ name: SettingName
    ) throws {
        let parts = (values[name] ?? "").split(separator: ";", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty, let day = CalendarDay(parts[2]) else {
            throw SettingProblem(
                name,
                "is required: who carries it, the number of our agreement with them and its day, such as "
                    + "'Bezorger B.V.; VWO-2026-014; 2026-03-01'")
        }
        self.init(channel: channel, name: parts[0], agreement: parts[1], agreedOn: day)
    }
}
