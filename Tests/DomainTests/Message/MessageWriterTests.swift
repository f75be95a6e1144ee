import Domain
import TestKit
import Testing

@Suite struct MessageWriterTests {
    private static let controller = Controller(
        name: "BuenO Telecom", address: "Kielerbocht 3", postcode: "9723 JA", city: "Groningen",
        privacyContact: "privacy@bueno.example.nl", phone: nil)

    private func writer() throws -> MessageWriter {
        MessageWriter(
            controller: Self.controller, site: try #require(PublicSite(url: "https://bueno.example.nl/")),
            secretTerm: .minutes(10))
    }

    private func topic(_ kind: MessageKind) throws -> MessageTopic { try #require(kind.sample) }

    @Test(arguments: MessageKind.allCases, Language.allCases)
    func `every kind has words for its own ways and no other`(kind: MessageKind, language: Language) throws {
        for channel in Message.Channel.allCases {
            let words = try writer().words(try topic(kind), by: channel, in: language)
            #expect((words != nil) == kind.channels.contains(channel))
        }
    }

    @Test(arguments: MessageKind.allCases.filter { $0.channels.contains(.sms) }, Language.allCases)
    func `a text message is one message, and a phone can fill in its code`(
        kind: MessageKind, language: Language
    ) throws {
        guard case .sms(let text) = try writer().words(try topic(kind), by: .sms, in: language) else {
            Issue.record("no text message")
            return
        }
        #expect(text.utf8.count <= 160 && text.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "`") })
        // What a guardian is asked carries a link and no code.
        let hasCode = kind.isSecret && kind != .guardianRequest && kind != .paperDeclined
        #expect((text.split(separator: "\n").last == "@bueno.example.nl #012345") == hasCode)
        #expect(!text.contains("http"))
    }

    @Test(arguments: MessageKind.allCases.filter { $0.channels.contains(.mail) }, Language.allCases)
    func `a mail names the controller and its privacy contact, and watches nobody`(
        kind: MessageKind, language: Language
    ) throws {
        guard case .mail(let mail) = try writer().words(try topic(kind), by: .mail, in: language) else {
            Issue.record("no mail")
            return
        }
        for body in [mail.text, mail.html] {
            #expect(body.contains("BuenO Telecom, Kielerbocht 3, 9723 JA Groningen"))
            #expect(body.contains("privacy@bueno.example.nl"))
        }
        #expect(!mail.subject.isEmpty)
        #expect(mail.html.hasPrefix("<!doctype html>\n<html lang=\"\(language.rawValue)\">"))
        for trace in ["<img", "<script", "<link", "url(", "src=", "?utm"] {
            #expect(!mail.html.contains(trace))
        }
    }

    @Test func `a link leads to our own site`() throws {
        guard case .mail(let mail) = try writer().words(try topic(.signInLink), by: .mail, in: .dutch) else {
            Issue.record("no mail")
            return
        }
        #expect(mail.text.contains("https://bueno.example.nl/inloggen/link/0a1b2c\n"))
        #expect(mail.html.contains("<a href=\"https://bueno.example.nl/inloggen/link/0a1b2c\""))
    }

    @Test func `a day is written as people say it`() throws {
        let topic = try topic(.awaitingGuardian)
        guard case .mail(let dutch) = try writer().words(topic, by: .mail, in: .dutch),
            case .mail(let english) = try writer().words(topic, by: .mail, in: .english)
        else {
            Issue.record("no mail")
            return
        }
        #expect(dutch.text.contains("2 maart 2026") && english.text.contains("2 March 2026"))
    }

    @Test(arguments: [
        "", "bueno.example.nl", "ftp://bueno.example.nl", "https://", "https://a@b.nl", "https://a b.nl",
    ])
    func `what is no web address signs no message`(url: String) {
        #expect(PublicSite(url: url) == nil)
    }
}
