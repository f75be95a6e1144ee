internal import CCurl
public import Domain
internal import Glibc
internal import Threads

/// Mail over SMTP, by libcurl, on threads of its own.
///
/// Guaranteed: encrypted with a verified certificate or not at all (a server that hides STARTTLS gets
/// nothing); a try ends within its deadline; a retry carries the same Message-ID. An outcome is permanent
/// only when the server refused this recipient or this message: our own password or certificate is for an
/// operator to repair.
public struct MailGateway: MailSending {
    public enum Security: Hashable, Sendable {
        /// The connection turns to TLS before anything is said (port 587 or 25).
        case startTLS
        /// TLS from the first byte (port 465).
        case implicitTLS
        /// No TLS; only to this machine itself.
        case plainOnLoopback
    }

    public struct Server: Sendable {
        public let host: String
        public let port: Int
        public let security: Security
        public let credentials: Credentials?
        public let trust: Trust
        public let deadline: Deadline

        public init(
            host: String, port: Int, security: Security, credentials: Credentials? = nil,
            trust: Trust = .system,
            deadline: Deadline = .standard
        ) {
            self.host = host
            self.port = port
            self.security = security
            self.credentials = credentials
            self.trust = trust
            self.deadline = deadline
        }
    }

    private let server: Server
    private let senderName: String
    private let senderAddress: String
    private let url: String
    private let threads: CurlThreads

    /// `connections` is how many mails may be under way at once.
    public init(server: Server, senderName: String, senderAddress: EmailAddress, connections: Int = 4) throws
    {
        guard GatewaySetting.isHost(server.host), (1...65_535).contains(server.port) else {
            throw GatewaySettingError.hostMalformed
        }
        if server.security == .plainOnLoopback, !GatewaySetting.isLoopback(server.host) {
            throw GatewaySettingError.plainOutsideLoopback
        }
        try GatewaySetting.checkPrintable(
            senderName, server.credentials?.name, server.credentials?.password.reveal())
        guard let sender = Self.ascii(senderAddress), let domain = sender.split(separator: "@").last else {
            throw GatewaySettingError.addressMalformed
        }
        self.server = server
        self.senderName = senderName
        self.senderAddress = sender
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        // The path is the name we greet with: the domain of the mail, not the name of this machine.
        url = "\(server.security == .implicitTLS ? "smtps" : "smtp")://\(host):\(server.port)/\(domain)"
        threads = CurlThreads(limit: connections)
    }

    public func send(_ mail: OutgoingMail) async -> Delivery {
        guard let recipient = Self.ascii(mail.recipient) else {
            return .permanentFailure(code: "mail_domain")
        }
        let document = MailDocument(
            id: mail.id, senderName: senderName, senderAddress: senderAddress, recipientAddress: recipient,
            language: mail.language, content: mail.content.reveal(), secondsSince1970: Int64(time(nil))
        ).bytes
        return await threads.run { [self] transfer in
            prepare(transfer, recipient: recipient)
            return Self.delivery(transfer.perform(document: document))
        }
    }

    private func prepare(_ transfer: CurlTransfer, recipient: String) {
        transfer.begin(url: url, protocols: "smtp,smtps", trust: server.trust, deadline: server.deadline)
        if server.security == .startTLS { transfer.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if let credentials = server.credentials {
            transfer.set(CURLOPT_USERNAME, credentials.name)
            transfer.set(CURLOPT_PASSWORD, credentials.password.reveal())
        }
        transfer.set(CURLOPT_MAIL_FROM, "<\(senderAddress)>")
        transfer.set(CURLOPT_MAIL_RCPT, list: ["<\(recipient)>"])
        transfer.set(CURLOPT_UPLOAD, 1)
    }

    private static func delivery(_ outcome: CurlTransfer.Outcome) -> Delivery {
        if outcome.code == CURLE_OK { return .accepted(reference: nil) }
        let isRefusal = outcome.code == CURLE_SEND_ERROR || outcome.hasSentBody
        guard isRefusal, (400...599).contains(outcome.status) else {
            return .temporaryFailure(code: "curl_\(outcome.code.rawValue)")
        }
        let code = "smtp_\(outcome.status)"
        return outcome.status >= 500 ? .permanentFailure(code: code) : .temporaryFailure(code: code)
    }

    /// The address with its domain in ASCII, as SMTP without extensions wants it.
    private static func ascii(_ address: EmailAddress) -> String? {
        guard let local = address.canonical.reveal().split(separator: "@").first,
            let domain = GatewaySetting.asciiDomain(address.domain)
        else { return nil }
        return "\(local)@\(domain)"
    }
}
