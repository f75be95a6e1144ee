import Domain
import Foundation
import Gateways
import PhoneNumbers
import TestKit
import Testing

@Suite struct SMSGatewayTests {
    /// What the gateway saw.
    struct Request: Decodable {
        let method: String
        let path: String
        let query: [String: String]
        let headers: [String: String]
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    private static let credentials = Credentials(name: "bueno", password: Sensitive("geheim&1"))

    private func sms(_ text: String) throws -> OutgoingSMS {
        guard let number = PhoneNumbers().mobileNumber("06 12345678") else {
            throw TestInputError.numberRefused
        }
        return OutgoingSMS(id: .random(), recipient: number, text: text)
    }

    private func kannel(
        _ server: TestServer, _ path: String = "/cgi-bin/sendsms", _ manner: KannelGateway.Manner = .post,
        milliseconds: Int = 10_000
    ) throws -> KannelGateway {
        try KannelGateway(
            url: "http://127.0.0.1:\(server.port)\(path)", manner: manner, credentials: Self.credentials,
            sender: "BuenO", deadline: Deadline(connectMilliseconds: 1_000, totalMilliseconds: milliseconds))
    }

    @Test(arguments: [("Uw code is 123456\n@bueno.example.nl #123456", "0"), ("Uw code: ①②③ & één", "2")])
    func `Kannel gets the words by POST, with nothing in the address`(text: String, coding: String)
        async throws
    {
        let server = try await TestServer("sms_server.py")
        #expect(await (try kannel(server)).send(try sms(text)) == .accepted(reference: nil))
        let request = try await server.next(as: Request.self)
        #expect(request.method == "POST")
        #expect(request.text == text)
        #expect(request.query.isEmpty)
        #expect(request.headers["content-type"] == "text/plain; charset=UTF-8")
        #expect(request.headers["x-kannel-to"] == "+31612345678")
        #expect(request.headers["x-kannel-username"] == "bueno")
        #expect(request.headers["x-kannel-password"] == "geheim&1")
        #expect(request.headers["x-kannel-from"] == "BuenO")
        #expect(request.headers["x-kannel-coding"] == coding)
    }

    @Test func `Kannel gets the words by GET where it must`() async throws {
        let server = try await TestServer("sms_server.py")
        let text = "Uw code: 123 & één=1\n@bueno.example.nl #123"
        #expect(
            await (try kannel(server, "/cgi-bin/sendsms", .get)).send(try sms(text))
                == .accepted(reference: nil))
        let request = try await server.next(as: Request.self)
        #expect(request.method == "GET")
        #expect(
            request.query == [
                "username": "bueno", "password": "geheim&1", "from": "BuenO", "to": "+31612345678",
                "text": text,
                "charset": "UTF-8", "coding": "0",
            ])
    }

    @Test func `a JSON gateway gets the words, the token and the id`() async throws {
        struct Body: Decodable {
            let id: String, to: String, from: String, text: String
        }
        let server = try await TestServer("sms_server.py")
        let gateway = try JSONGateway(
            url: "http://127.0.0.1:\(server.port)/messages", token: Sensitive("sleutel"), sender: "BuenO")
        let sent = try sms("Uw \"code\" \\ is\n\u{7} één 🌷")
        #expect(await gateway.send(sent) == .accepted(reference: nil))
        let request = try await server.next(as: Request.self)
        let body = try JSONDecoder().decode(Body.self, from: request.body)
        #expect(request.headers["authorization"] == "Bearer sleutel")
        #expect(request.headers["idempotency-key"] == "\(sent.id)")
        #expect(body.id == "\(sent.id)" && body.to == "+31612345678" && body.from == "BuenO")
        #expect(body.text == sent.text.reveal())
    }

    @Test(arguments: [
        (400, Delivery.permanentFailure(code: "http_400")), (422, .permanentFailure(code: "http_422")),
        (302, .temporaryFailure(code: "http_302")), (401, .temporaryFailure(code: "http_401")),
        (403, .temporaryFailure(code: "http_403")), (404, .temporaryFailure(code: "http_404")),
        (429, .temporaryFailure(code: "http_429")), (503, .temporaryFailure(code: "http_503")),
    ])
    func `only a complaint about the message is permanent`(status: Int, expected: Delivery) async throws {
        let server = try await TestServer("sms_server.py")
        #expect(await (try kannel(server, "/status/\(status)")).send(try sms("Dag")) == expected)
        _ = try await server.next(as: Request.self)
        #expect(try await !server.sawMore())
    }

    @Test func `a gateway that says nothing is left at the deadline`() async throws {
        let server = try await TestServer("sms_server.py")
        let gateway = try kannel(server, "/silent", milliseconds: 500)
        #expect(await gateway.send(try sms("Dag")) == .temporaryFailure(code: "curl_28"))
    }

    @Test func `an untrusted certificate gets nothing`() async throws {
        let files = try TestCertificate()
        let server = try await TestServer("sms_server.py", [files.certificate, files.key])
        let url = "https://127.0.0.1:\(server.port)/messages"
        let wary = try JSONGateway(url: url, token: Sensitive("sleutel"), sender: "BuenO")
        #expect(await wary.send(try sms("Dag")) == .temporaryFailure(code: "curl_60"))
        let trusting = try JSONGateway(
            url: url, token: Sensitive("sleutel"), sender: "BuenO",
            trust: Trust(certificateFile: files.certificate))
        #expect(await trusting.send(try sms("Dag")) == .accepted(reference: nil))
    }

    @Test(arguments: [
        ("http://sms.example.nl/send", GatewaySettingError.plainOutsideLoopback),
        ("ftp://127.0.0.1/send", .addressMalformed), ("https://u:p@sms.example.nl/", .addressMalformed),
        ("sms", .addressMalformed),
    ])
    func `an unsafe address is refused as a setting`(url: String, expected: GatewaySettingError) {
        #expect(throws: expected) {
            try JSONGateway(url: url, token: Sensitive("sleutel"), sender: "BuenO")
        }
    }

    @Test func `a line break in a setting is refused`() {
        #expect(throws: GatewaySettingError.valueMalformed) {
            try JSONGateway(url: "https://sms.example.nl/", token: Sensitive("a\r\nX: b"), sender: "BuenO")
        }
    }
}
