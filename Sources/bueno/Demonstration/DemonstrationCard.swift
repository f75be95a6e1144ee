import Foundation

/// What somebody needs to look around in a demonstration. Kept beside its data, and shown at every start.
///
/// Only `bueno demo` writes it: everyone in it is invented, and its codes open an invented installation.
struct DemonstrationCard: Codable, Sendable {
    struct Login: Codable, Sendable {
        let who: String
        let mobileNumber: String
        let emailAddress: String
    }

    /// Somebody with a login for their work. The secret is that of their authenticator app, in hexadecimal.
    struct WorkLogin: Codable, Sendable {
        let who: String
        let emailAddress: String
        let secret: String
    }

    var logins: [Login] = []
    /// The numbers of parents and carers, by how it stands.
    var guardians: [String: String] = [:]
    var workLogins: [WorkLogin] = []
    var freshCodes: [String] = []
    /// The same, for a phone or SIM card.
    var phoneCodes: [String] = []
    /// Codes that are refused, by the reason why.
    var refusedCodes: [String: String] = [:]
    var receipts: [String] = []
    var contract = ""

    static func read(_ settings: Settings) -> DemonstrationCard? {
        (try? Data(contentsOf: place(settings))).flatMap { try? JSONDecoder().decode(Self.self, from: $0) }
    }

    func write(_ settings: Settings) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: Self.place(settings))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: Self.place(settings).path)
    }

    private static func place(_ settings: Settings) -> URL {
        URL(fileURLWithPath: settings.dataDirectory + "/demonstration.json")
    }

    func lines(at url: String) -> [String] {
        var lines = [
            "", "  Demonstration: everyone in it is invented. Messages arrive at \(url)/postvak", "",
            "  Sign in at \(url)/inloggen as",
        ]
        lines += logins.map { "    \($0.mobileNumber)  \($0.emailAddress)  \($0.who)" }
        lines += ["", "  Parents and carers at \(url)/toestemming:"]
        lines += guardians.sorted { $0.key < $1.key }.map { "    \($0.value)  \($0.key)" }
        lines += ["", "  Sign in for work at \(url)/werk with password '\(InventedColleague.password)', as"]
        lines += workLogins.map { "    \($0.emailAddress)  \($0.who)" }
        lines.append("  and the code of their app, which stands at the foot of \(url)/postvak")
        lines += ["", "  Enrol at \(url)/aanmelden with a code that nobody used yet:"]
        lines += freshCodes.map { "    \($0)" }
        lines += phoneCodes.map { "    \($0)  for a phone or SIM card" }
        lines.append(
            "  Refused: "
                + refusedCodes.sorted { $0.key < $1.key }.map { "\($0.value) (\($0.key))" }.joined(
                    separator: ", "))
        if let receipt = receipts.first {
            lines.append("  A receipt of an erasure, for \(url)/bewijs: \(receipt)")
        }
        lines += [
            "", "  More codes: bueno codes issue --contract \(contract) --until 2030-12-31 --reason demo", "",
        ]
        return lines
    }
}
