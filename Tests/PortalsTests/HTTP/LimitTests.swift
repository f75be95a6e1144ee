import Testing

@testable import Portals

@Suite struct LimitTests {
    private static let head =
        "POST /aanmelden HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"

    @Test func `a form larger than 64 kB is refused by its announced size`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let connection = try Connection(port: portal.port)
            // Half of the body goes along: a client that sends nothing is cut off for its pace on a busy machine.
            await connection.send(
                Self.head + "Content-Length: 70000\r\n\r\n" + String(repeating: "a", count: 32_000))
            let received = try Received(await connection.receiveAll())
            #expect(received.status == 413)
            #expect(received.text.contains("Dit is te veel"))
        }
    }

    @Test func `a form larger than 64 kB is refused while it streams`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let connection = try Connection(port: portal.port)
            await connection.send(Self.head + "Transfer-Encoding: chunked\r\n\r\n")
            let chunk = "4000\r\n" + String(repeating: "a", count: 0x4000) + "\r\n"
            for _ in 0..<400 {
                guard await connection.send(chunk) else { break }
            }
            #expect(try Received(await connection.receiveAll()).status == 413)
        }
    }

    @Test func `a slow body is cut off`() async throws {
        var limits = Limits.patient
        limits.bodyBytesPerSecondMin = 100
        try await RunningPortal.with(limits: limits) { (portal) async throws in
            let connection = try Connection(port: portal.port)
            await connection.send(Self.head + "Content-Length: 1000\r\n\r\n")
            var sent = 0
            for _ in 0..<100 {
                guard await connection.send("a") else { break }
                sent += 1
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(sent < 60)
        }
    }

    @Test func `a head that never ends is cut off, however steadily it comes`() async throws {
        var limits = Limits.patient
        limits.headSecondsMax = 1
        try await RunningPortal.with(limits: limits) { (portal) async throws in
            let connection = try Connection(port: portal.port)
            await connection.send("GET / HTTP/1.1\r\nHost: x\r\n")
            var sent = 0
            for _ in 0..<50 {
                guard await connection.send("X-\(sent): a\r\n") else { break }
                sent += 1
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(sent < 30)
        }
    }

    @Test func `what is no form is refused`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            browser.headers["Content-Type"] = "application/json"
            #expect(try await browser.exchange("POST", "/aanmelden", body: "{}").status == 415)
        }
    }

    @Test(arguments: ["a=%zz", "a=%00", "a=%ff%fe", "a=%", "a=%1"])
    func `a form that no browser sends is refused`(body: String) async throws {
        try await RunningPortal.with { (portal) async throws in
            #expect(try await portal.browser().exchange("POST", "/aanmelden", body: body).status == 400)
        }
    }

    @Test func `an unknown address is a page of the house`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let received = try await portal.browser().get("/nergens")
            #expect(received.status == 404)
            #expect(received.text.contains("<title>Fout: Deze pagina is er niet - BuenO</title>"))
        }
    }

    @Test func `a program that asks for JSON gets a problem`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            browser.headers["Accept"] = "application/json"
            let received = try await browser.get("/nergens")
            #expect(received["content-type"] == "application/problem+json")
            #expect(received.text == #"{"status":404,"title":"Not Found"}"#)
        }
    }

    @Test func `another method is refused with the methods there are`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let received = try await portal.browser().exchange("DELETE", "/aanmelden")
            #expect(received.status == 405)
            #expect(received["allow"] == "GET, HEAD, POST")
            #expect(try await portal.browser().exchange("POST", "/hulp", body: "")["allow"] == "GET, HEAD")
        }
    }

    @Test func `HEAD is GET without its body`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let received = try await portal.browser().exchange("HEAD", "/hulp")
            #expect(received.status == 200)
            #expect(received.body.isEmpty)
            #expect(Int(received["content-length"] ?? "") ?? 0 > 1_000)
        }
    }

    @Test func `in quarantine nothing is served but the state`() async throws {
        try await RunningPortal.with(quarantined: true) { (portal) async throws in
            #expect(try await portal.browser().get("/").status == 503)
            let health = try await portal.browser().get("/healthz")
            #expect(health.status == 503)
            #expect(health.text == "quarantined\n")
        }
    }

    @Test func `the caught messages exist in a demonstration alone`() async throws {
        try await RunningPortal.with(demonstration: false) { (portal) async throws in
            #expect(try await portal.browser().get("/postvak").status == 404)
        }
        try await RunningPortal.with(demonstration: true) { (portal) async throws in
            #expect(try await portal.browser().get("/postvak").status == 200)
        }
    }
}
