import Testing

@testable import Portals

@Suite struct FormProtectionTests {
    @Test func `a form without a token is refused, and what was typed is kept`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            browser.headers["Sec-Fetch-Site"] = "same-origin"
            let received = try await browser.postOnly("/aanmelden", ["code": "7K4M 9QWX 3TR8"])
            #expect(received.status == 403)
            #expect(received.text.contains("Het formulier was verlopen"))
            #expect(received.text.contains(#"name="code" value="7K4M 9QWX 3TR8""#))
        }
    }

    @Test func `what was typed is not shown again when nobody vouches for where it came from`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let received = try await portal.browser().postOnly("/aanmelden", ["code": "7K4M 9QWX 3TR8"])
            #expect(received.status == 403)
            #expect(!received.text.contains("7K4M 9QWX 3TR8"))
        }
    }

    @Test func `a secret is never kept on the page of an expired form`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            browser.headers["Sec-Fetch-Site"] = "same-origin"
            let received = try await browser.postOnly("/aanmelden/sms", ["sms": "123456"])
            #expect(!received.text.contains("123456"))
        }
    }

    @Test(arguments: ["https://evil.example", "null", "http://localhost.evil.example"])
    func `a form from another origin is refused even with a right token`(origin: String) async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/aanmelden")
            browser.headers["Origin"] = origin
            let received = try await browser.postOnly("/aanmelden", ["code": "x"])
            #expect(received.status == 403)
            #expect(!received.text.contains("bewijs"))
        }
    }

    @Test func `a form that a browser marks as cross-site is refused`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/aanmelden")
            browser.headers["Sec-Fetch-Site"] = "cross-site"
            #expect(try await browser.postOnly("/aanmelden", ["code": "x"]).status == 403)
        }
    }

    @Test func `the token of one browser does not work in another`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let (one, other) = (portal.browser(), portal.browser())
            try await one.get("/aanmelden")
            try await other.get("/aanmelden")
            let token = try #require(one.token)
            #expect(token != other.token)
            #expect(try await other.postOnly("/aanmelden", ["code": "x"], token: token).status == 403)
            #expect(try await one.postOnly("/aanmelden", ["code": "x"], token: token).status == 422)
        }
    }

    @Test func `every form of every page carries a token`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            let paths = [
                "/aanmelden", "/inloggen", "/inloggen/code", "/bewijs", "/mijn", "/mijn/apparaten",
                "/mijn/wissen",
                "/mijn/wissen/code",
            ]
            for path in paths {
                let page = try await browser.get(path).text
                let forms = page.split(separator: "<form method=\"post\"").dropFirst()
                #expect(!forms.isEmpty, "\(path)")
                for form in forms {
                    let inside = form.prefix(
                        upTo: form.firstRange(of: "</form>")?.lowerBound ?? form.endIndex)
                    #expect(inside.contains(#"name="bewijs""#), "\(path)")
                }
            }
        }
    }
}
