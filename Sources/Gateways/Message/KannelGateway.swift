public import Domain

/// Text messages through Kannel's `sendsms`.
///
/// By POST the number, the words and the password travel in headers and body; by GET they are in the address,
/// which every proxy on the way writes in its log. GET is for a Kannel on this machine that knows nothing
/// else.
public struct KannelGateway: SMSSending {
    public enum Manner: Sendable {
        case post, get
    }

    private let url: String
    private let manner: Manner
    private let credentials: Credentials
    private let sender: String
    private let http: HTTPCalls

    public init(
        url: String, manner: Manner = .post, credentials: Credentials, sender: String, trust: Trust = .system,
        deadline: Deadline = .standard, connections: Int = 4
    ) throws {
        try GatewaySetting.checkURL(url)
        try GatewaySetting.checkPrintable(sender, credentials.name, credentials.password.reveal())
        self.url = url
        self.manner = manner
        self.credentials = credentials
        self.sender = sender
        http = HTTPCalls(trust: trust, deadline: deadline, connections: connections)
    }

    public func send(_ sms: OutgoingSMS) async -> Delivery {
        // Kannel counts the codings from 0 in its query and its headers: 0 is seven bits, 2 is UCS-2.
        let coding = SMSAlphabet.holds(sms.text.reveal()) ? "0" : "2"
        return switch manner {
        case .post: await http.delivery(post(sms, coding: coding))
        case .get: await http.delivery(get(sms, coding: coding))
        }
    }

    private func post(_ sms: OutgoingSMS, coding: String) -> HTTPCalls.Request {
        let headers = [
            "Content-Type: text/plain; charset=UTF-8",
            "X-Kannel-Username: \(credentials.name)",
            "X-Kannel-Password: \(credentials.password.reveal())",
            "X-Kannel-From: \(sender)",
            "X-Kannel-To: \(sms.recipient.e164.reveal())",
            "X-Kannel-Coding: \(coding)",
        ]
        return HTTPCalls.Request(url: url, headers: headers, body: Array(sms.text.reveal().utf8))
    }

    private func get(_ sms: OutgoingSMS, coding: String) -> HTTPCalls.Request {
        let query = [
            ("username", credentials.name), ("password", credentials.password.reveal()), ("from", sender),
            ("to", sms.recipient.e164.reveal()), ("text", sms.text.reveal()), ("charset", "UTF-8"),
            ("coding", coding),
        ].map { "\($0)=\(PercentEncoding.text($1))" }.joined(separator: "&")
        return HTTPCalls.Request(url: "\(url)?\(query)", headers: [], body: nil)
    }
}
