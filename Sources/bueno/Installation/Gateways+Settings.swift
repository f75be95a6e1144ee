import Domain
import Gateways
import Vault

extension Settings {
    func mailGateway() throws -> any MailSending {
        guard let mail else { return NoGateway() }
        return try MailGateway(server: mail.server, senderName: "BuenO", senderAddress: mail.from)
    }

    /// Who carries what is sent.
    var processors: [Processor.Declaration] { [mail?.processor, sms?.processor].compactMap(\.self) }

    /// Nothing where organisations do not sign their own people on. Nobody is called before somebody asks for it.
    func identityGateway(clock: any Clock) -> (any IdentityProviding)? {
        guard allowsSignOn else { return nil }
        // More than a few customers' providers may hang at once before others wait for them.
        return OpenIDGateway(signatures: SignatureCheck(), clock: clock, connections: 16)
    }

    func smsGateway() throws -> any SMSSending {
        guard let sms else { return NoGateway() }
        switch sms.kind {
        case .json:
            return try JSONGateway(url: sms.url, token: sms.token, sender: sms.sender, trust: sms.trust)
        case .kannel:
            guard let credentials = sms.credentials else {
                throw SettingProblem(.smsUser, "and 'sms-password' are required with Kannel")
            }
            return try KannelGateway(
                url: sms.url, credentials: credentials, sender: sms.sender, trust: sms.trust)
        }
    }
}

/// Stands where no gateway is set: messages wait, and `bueno doctor` says why.
private struct NoGateway: MailSending, SMSSending {
    func send(_ mail: OutgoingMail) async -> Delivery { .temporaryFailure(code: "no_mail_setting") }
    func send(_ sms: OutgoingSMS) async -> Delivery { .temporaryFailure(code: "no_sms_setting") }
}
