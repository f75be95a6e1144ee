import Domain
import Foundation
import Gateways
import TestKit

/// What the mail server saw.
struct ReceivedMail: Decodable {
    let greeting: String
    let encrypted: Bool
    let sender: String
    let recipients: [String]
    let content: Data

    var text: String { String(decoding: content, as: UTF8.self) }

    private var head: String { String(text.components(separatedBy: "\r\n\r\n")[0]) }

    var headerNames: [String] {
        head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }
            .map { String($0.prefix { $0 != ":" }) }
    }

    /// A header as it stands there, its continued lines included.
    func header(_ name: String) -> String? {
        let lines = head.replacing("\r\n ", with: " ").components(separatedBy: "\r\n")
        return lines.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
    }
}

/// Reads a mail with Python's own mail library, so that our writer is not checked by a reader of ours.
struct ReadMail: Decodable {
    let subject: String
    let from: String
    let parts: [String: String]

    init(_ mail: ReceivedMail) throws {
        let script = """
            import email, email.policy, json, sys
            m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            assert m.get_content_type() == "multipart/alternative" and not m.defects
            parts = {p.get_content_type(): p.get_content().replace("\\r\\n", "\\n") for p in m.iter_parts()}
            print(json.dumps({"subject": str(m["subject"]), "from": str(m["from"]), "parts": parts}))
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [TestPython.command, "-c", script]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: mail.content)
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        self = try JSONDecoder().decode(Self.self, from: data)
    }
}

/// A mail gateway that talks to a server of a test.
func gateway(
    to server: TestServer, _ security: MailGateway.Security = .plainOnLoopback, trusting file: String? = nil,
    password: String? = nil, milliseconds: Int = 10_000
) throws -> MailGateway {
    let deadline = Deadline(connectMilliseconds: milliseconds, totalMilliseconds: milliseconds)
    return try MailGateway(
        server: .init(
            host: "127.0.0.1", port: server.port, security: security,
            credentials: password.map { Credentials(name: "bueno", password: Sensitive($0)) },
            trust: Trust(certificateFile: file), deadline: deadline),
        senderName: "BuenO Telecom", senderAddress: address("post@bueno.example.nl"))
}

func address(_ text: String) throws -> EmailAddress {
    guard let address = EmailAddress(text) else { throw TestInputError.addressRefused }
    return address
}

enum TestInputError: Error {
    case addressRefused, numberRefused
}

func mail(
    to recipient: String = "v.voorbeeld@example.nl", subject: String = "Welkom bij BuenO",
    text: String = "Dag,\n\nU kunt nu bellen.", html: String = "<p>U kunt nu bellen.</p>",
    id: Message.ID = .random()
) throws -> OutgoingMail {
    OutgoingMail(
        id: id, recipient: try address(recipient), language: .dutch,
        content: MailContent(subject: subject, text: text, html: html))
}
