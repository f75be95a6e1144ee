import Domain
import Foundation
import Gateways
import TestKit
import Testing

@Suite struct MailGatewayTests {
    @Test func `a mail arrives with both parts, its accents and its emoji`() async throws {
        let server = try await TestServer("mail_server.py")
        let subject =
            "Één code voor u: ë, ü en 🌷, en verder nog heel veel woorden zodat de regel te lang wordt"
        let text =
            "Beste ŕëžęr,\n\n.punt aan het begin\nlange regel " + String(repeating: "ü", count: 90) + " \n🌷=1"
        let sent = try mail(subject: subject, text: text, html: "<p lang=\"nl\">Één &amp; 🌷</p>")
        #expect(await (try gateway(to: server)).send(sent) == .accepted(reference: nil))

        let arrived = try await server.next(as: ReceivedMail.self)
        let read = try ReadMail(arrived)
        #expect(read.subject == subject)
        #expect(read.from == "BuenO Telecom <post@bueno.example.nl>")
        #expect(read.parts["text/plain"]?.trimmingCharacters(in: .newlines) == text)
        #expect(
            read.parts["text/html"]?.trimmingCharacters(in: .newlines) == "<p lang=\"nl\">Één &amp; 🌷</p>")
        #expect(arrived.header("Message-ID") == "<\(sent.id)@bueno.example.nl>")
        #expect(arrived.header("Auto-Submitted") == "auto-generated")
        #expect(arrived.recipients == ["v.voorbeeld@example.nl"])
        #expect(arrived.greeting == "bueno.example.nl")
        #expect(arrived.text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(arrived.content.allSatisfy { $0 < 0x80 })
        #expect(!arrived.headerNames.contains { ["Bcc", "Cc"].contains($0) })
    }

    @Test func `two tries of one message carry one Message-ID`() async throws {
        let server = try await TestServer("mail_server.py")
        let gateway = try gateway(to: server)
        let id = Message.ID.random()
        for _ in 1...2 { _ = await gateway.send(try mail(id: id)) }
        let first = try await server.next(as: ReceivedMail.self)
        let second = try await server.next(as: ReceivedMail.self)
        #expect(first.header("Message-ID") == second.header("Message-ID"))
    }

    @Test func `an international domain is written in ASCII in header and envelope`() async throws {
        let server = try await TestServer("mail_server.py")
        _ = await (try gateway(to: server)).send(try mail(to: "v.voorbeeld@één.example.nl"))
        let arrived = try await server.next(as: ReceivedMail.self)
        #expect(arrived.recipients == ["v.voorbeeld@xn--n-9faa.example.nl"])
        #expect(arrived.header("To") == "<v.voorbeeld@xn--n-9faa.example.nl>")
    }

    @Test(arguments: [("starttls", MailGateway.Security.startTLS), ("implicit", .implicitTLS)])
    func `with a trusted certificate a mail goes encrypted`(
        name: String, security: MailGateway.Security
    ) async throws {
        let files = try TestCertificate()
        let server = try await TestServer(
            "mail_server.py", ["--security", name, "--certificate", files.certificate, "--key", files.key])
        let gateway = try gateway(to: server, security, trusting: files.certificate)
        #expect(await gateway.send(try mail()) == .accepted(reference: nil))
        #expect(try await server.next(as: ReceivedMail.self).encrypted)
    }

    @Test(arguments: [("starttls", MailGateway.Security.startTLS), ("implicit", .implicitTLS)])
    func `an untrusted certificate gets nothing`(name: String, security: MailGateway.Security) async throws {
        let (files, others) = (try TestCertificate(), try TestCertificate())
        let server = try await TestServer(
            "mail_server.py", ["--security", name, "--certificate", files.certificate, "--key", files.key])
        for trusted in [nil, others.certificate] {
            let gateway = try gateway(to: server, security, trusting: trusted)
            #expect(await gateway.send(try mail()) == .temporaryFailure(code: "curl_60"))
        }
        #expect(try await !server.sawMore())
    }

    @Test func `a server that hides STARTTLS gets nothing`() async throws {
        let server = try await TestServer("mail_server.py")
        let gateway = try gateway(to: server, .startTLS)
        #expect(await gateway.send(try mail()) == .temporaryFailure(code: "curl_64"))
        #expect(try await !server.sawMore())
    }

    @Test(arguments: [
        ("--recipient-answer", "550 5.1.1 unknown", Delivery.permanentFailure(code: "smtp_550")),
        ("--recipient-answer", "451 4.7.1 later", .temporaryFailure(code: "smtp_451")),
        ("--data-answer", "554 5.6.0 refused", .permanentFailure(code: "smtp_554")),
        ("--data-answer", "452 4.2.2 full", .temporaryFailure(code: "smtp_452")),
    ])
    func `a refusal with 5 is permanent and one with 4 is tried again`(
        option: String, answer: String, expected: Delivery
    ) async throws {
        let server = try await TestServer("mail_server.py", [option, answer])
        #expect(await (try gateway(to: server)).send(try mail()) == expected)
    }

    @Test func `our own wrong password is no fault of the message`() async throws {
        let files = try TestCertificate()
        let arguments = ["--certificate", files.certificate, "--key", files.key, "--password", "juist"]
        let server = try await TestServer("mail_server.py", ["--security", "starttls"] + arguments)
        let wrong = try gateway(to: server, .startTLS, trusting: files.certificate, password: "fout")
        let outcome = await wrong.send(try mail())
        #expect(outcome == .temporaryFailure(code: "curl_67"))
        let right = try gateway(to: server, .startTLS, trusting: files.certificate, password: "juist")
        #expect(await right.send(try mail()) == .accepted(reference: nil))
    }

    @Test func `a server that says nothing is left at the deadline`() async throws {
        let server = try await TestServer("mail_server.py", ["--silent"])
        let started = ContinuousClock.now
        let outcome = await (try gateway(to: server, milliseconds: 500)).send(try mail())
        #expect(outcome == .temporaryFailure(code: "curl_28"))
        #expect(ContinuousClock.now - started < .seconds(5))
    }

    @Test func `a server that is not there is tried again`() async throws {
        let gateway = try MailGateway(
            server: .init(host: "127.0.0.1", port: 1, security: .plainOnLoopback), senderName: "BuenO",
            senderAddress: try address("post@bueno.example.nl"))
        #expect(await gateway.send(try mail()) == .temporaryFailure(code: "curl_7"))
    }

    @Test(arguments: [
        "Hallo\r\nBcc: k@example.nl", "Hallo\nBcc: k@example.nl", "Hallo\r\n\r\n<b>", "a\u{2028}b\u{85}c",
    ])
    func `a line break in a subject starts no header`(subject: String) async throws {
        let server = try await TestServer("mail_server.py")
        _ = await (try gateway(to: server)).send(try mail(subject: subject))
        let arrived = try await server.next(as: ReceivedMail.self)
        #expect(
            arrived.headerNames == [
                "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "Content-Language",
                "MIME-Version",
                "Content-Type",
            ])
        #expect(try ReadMail(arrived).subject.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }

    @Test func `a body cannot end the mail early`() async throws {
        let server = try await TestServer("mail_server.py")
        let text = "een\r\n.\r\nMAIL FROM:<k@example.nl>\r\n..\r\ntwee"
        _ = await (try gateway(to: server)).send(try mail(text: text))
        let read = try ReadMail(try await server.next(as: ReceivedMail.self))
        #expect(
            read.parts["text/plain"]?.trimmingCharacters(in: .newlines) == text.replacing("\r\n", with: "\n"))
        #expect(try await !server.sawMore())
    }

    @Test func `forty mails at once all arrive once`() async throws {
        let server = try await TestServer("mail_server.py")
        let gateway = try gateway(to: server)
        let outcomes = try await withThrowingTaskGroup { group in
            for _ in 1...40 { group.addTask { await gateway.send(try mail()) } }
            return try await group.reduce(into: [Delivery]()) { $0.append($1) }
        }
        #expect(outcomes.allSatisfy { $0 == .accepted(reference: nil) })
        var ids = Set<String>()
        for _ in 1...40 {
            ids.insert(try await server.next(as: ReceivedMail.self).header("Message-ID") ?? "")
        }
        #expect(ids.count == 40)
    }

    @Test func `plain mail to another machine is refused as a setting`() throws {
        #expect(throws: GatewaySettingError.plainOutsideLoopback) {
            try MailGateway(
                server: .init(host: "mail.example.nl", port: 25, security: .plainOnLoopback),
                senderName: "BuenO",
                senderAddress: address("post@bueno.example.nl"))
        }
    }
}
