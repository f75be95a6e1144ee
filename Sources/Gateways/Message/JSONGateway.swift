public import Domain

/// Text messages through a gateway that takes JSON: `POST {"id", "to", "from", "text"}` with a bearer token.
///
/// The id is the same on every try, and stands in `Idempotency-Key` too, so the gateway can drop a duplicate
/// (I7).
public struct JSONGateway: SMSSending {
    private let url: String
    private let token: Sensitive<String>
    private let sender: String
    private let http: HTTPCalls

    public init(
        url: String, token: Sensitive<String>, sender: String, trust: Trust = .system,
        deadline: Deadline = .standard, connections: Int = 4
    ) throws {
        try GatewaySetting.checkURL(url)
        try GatewaySetting.checkPrintable(sender, token.reveal())
        self.url = url
        self.token = token
        self.sender = sender
        http = HTTPCalls(trust: trust, deadline: deadline, connections: connections)
    }

    public func send(_ sms: OutgoingSMS) async -> Delivery {
        let members = [
            ("id", "\(sms.id)"), ("to", sms.recipient.e164.reveal()), ("from", sender),
            ("text", sms.text.reveal()),
        ].map { "\"\($0)\":\(JSONText.quoted($1))" }.joined(separator: ",")
        let headers = [
            "Content-Type: application/json",
            "Authorization: Bearer \(token.reveal())",
            "Idempotency-Key: \(sms.id)",
        ]
        return await http.delivery(
            HTTPCalls.Request(url: url, headers: headers, body: Array("{\(members)}".utf8)))
    }
}
