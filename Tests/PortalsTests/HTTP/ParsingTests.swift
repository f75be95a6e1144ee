import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Portals

@Suite struct ParsingTests {
    @Test func `a form is read as a browser writes it`() throws {
        let form = try FormBody(urlencoded: Array("a=1+2&b=%C3%A9%3D&a=3&leeg=&=x&niets".utf8))
        #expect(form["a"] == "1 2")
        #expect(form["b"] == "é=")
        #expect(form["leeg"] == "")
        #expect(form["niets"] == "")
        #expect(form["weg"] == nil)
        #expect(try FormBody(urlencoded: Array("a=%20%0a x%09".utf8)).text("a") == "x")
    }

    @Test func `more than fifty fields are refused`() throws {
        let fields = { (count: Int) in Array((0..<count).map { "f\($0)=1" }.joined(separator: "&").utf8) }
        #expect(try FormBody(urlencoded: fields(50))["f49"] == "1")
        #expect(throws: FormBody.Refusal.self) { try FormBody(urlencoded: fields(51)) }
    }

    @Test(
        arguments: [
            ("192.0.2.77", [], [], [192, 0, 2, 0]),
            (
                "2001:db8:1:2:3:4:5:6", [], [],
                [0x20, 1, 0x0D, 0xB8, 0, 1, 0, 2] + [UInt8](repeating: 0, count: 8)
            ),
            ("::ffff:192.0.2.77", [], [], [192, 0, 2, 0]),
            // Nobody here is trusted: what they say about others is ignored.
            ("192.0.2.77", ["198.51.100.9"], [], [192, 0, 2, 0]),
            // The nearest that is not ours counts, not the one a client put in front of it.
            ("10.0.0.1", ["203.0.113.5, 198.51.100.9"], ["10.0.0.0/8"], [198, 51, 100, 0]),
            ("10.0.0.1", ["203.0.113.5, 198.51.100.9, 10.0.0.2"], ["10.0.0.0/8"], [198, 51, 100, 0]),
            ("10.0.0.1", ["nonsense"], ["10.0.0.0/8"], [10, 0, 0, 0]),
            ("10.0.0.1", [], ["10.0.0.0/8"], [10, 0, 0, 0]),
        ] as [(String, [String], [String], [UInt8])])
    func `a network is that of the last one we can believe`(
        peer: String, forwarded: [String], trusted: [String], expected: [UInt8]
    ) {
        let network = ClientNetwork(
            peer: peer, forwardedFor: forwarded, trusted: trusted.compactMap { NetworkRange($0) })
        #expect(network.bytes == expected)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1::2::3", ":::", "g::1", "1:2:3:4:5:6:7:8:9", "12345::",
    ])
    func `what is no address is refused`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(
        arguments: [
            (nil, nil, nil, .dutch), (nil, nil, "en-GB,en;q=0.9,nl;q=0.8", .english),
            (nil, nil, "fr,nl;q=0.5,en;q=0.4", .dutch),
            (nil, nil, "tr", .dutch), (nil, "en", "nl", .english), ("nl", "en", "en", .dutch),
            ("xx", nil, "en", .english),
        ] as [(String?, String?, String?, Language)])
    func `a language is asked for, remembered, preferred or Dutch`(
        asked: String?, remembered: String?, accepted: String?, expected: Language
    ) {
        #expect(LanguageChoice(asked: asked, remembered: remembered, accepted: accepted).language == expected)
    }

    @Test(arguments: [
        ("https://bueno.example.nl/", "https://bueno.example.nl"),
        ("http://localhost:8080", "http://localhost:8080"),
    ])
    func `a public address is scheme, host and port`(text: String, expected: String) {
        #expect(PublicURL(text)?.text == expected)
    }

    @Test(arguments: ["", "bueno.nl", "ftp://x", "https://", "https://x/y", "https://a@b", "https://x?y"])
    func `another public address is refused`(text: String) {
        #expect(PublicURL(text) == nil)
    }

    @Test(
        arguments: [
            (0, "donderdag 1 januari 1970", "1.00 uur"),
            // Summer time begins on 29 March 2026 and ends on 25 October.
            (1_774_745_999_000, "zondag 29 maart", "1.59 uur"),
            (1_774_746_000_000, "zondag 29 maart", "3.00 uur"),
            (1_792_889_999_000, "zondag 25 oktober", "2.59 uur"),
            (1_792_890_000_000, "zondag 25 oktober", "2.00 uur"),
            (1_772_233_200_000, "zaterdag 28 februari", "0.00 uur"),
            (1_767_221_999_000, "woensdag 31 december 2025", "23.59 uur"),
        ] as [(Int64, String, String)])
    func `a moment is read in Amsterdam`(milliseconds: Int64, date: String, clock: String) {
        let today = AmsterdamTime(Moment(milliseconds: 1_790_000_000_000))
        let time = AmsterdamTime(Moment(milliseconds: milliseconds))
        #expect(time.weekdayAndDate(.dutch, today: today) == date)
        #expect(time.clock(.dutch) == clock)
    }

    @Test func `every day of eighty years has its date`() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: 0, to: 29_220, by: 1) {
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday],
                from: Date(timeIntervalSince1970: Double(day) * 86_400 + 43_200))
            let time = AmsterdamTime(Moment(milliseconds: Int64(day) * 86_400_000 + 43_200_000))
            #expect(
                [time.year, time.month, time.day, time.weekday + 1]
                    == [parts.year, parts.month, parts.day, parts.weekday])
        }
    }

    @Test func `what is compressed comes out as it went in`() throws {
        let texts: [[UInt8]] = [
            [], [7], Array("ab".utf8), Array(String(repeating: "gratis bellen ", count: 9_000).utf8),
            (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) },
            [UInt8](repeating: 0, count: 300),
        ]
        for text in texts {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent(
                "\(UUID().uuidString).gz")
            defer { try? FileManager.default.removeItem(at: file) }
            try Data(Gzip.compressed(text)).write(to: file)
            let gzip = Process()
            gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            gzip.arguments = ["gzip", "-dc", file.path]
            let pipe = Pipe()
            gzip.standardOutput = pipe
            try gzip.run()
            let output = pipe.fileHandleForReading.readDataToEndOfFile()
            gzip.waitUntilExit()
            #expect(gzip.terminationStatus == 0)
            #expect([UInt8](output) == text)
        }
    }

    @Test func `only our own cookies are read, and only in the shape we gave them`() {
        let cookies = Cookies([.cookie: "a=b; __Host-bueno=abc; __Host-bueno=other; __Host-bueno-form=a\"b"])
        #expect(cookies[.session] == "abc")
        #expect(cookies[.form] == nil)
    }
}
