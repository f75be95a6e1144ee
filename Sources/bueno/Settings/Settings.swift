import Domain
import Portals

/// What an operator decides, read and checked once at start. Nothing else looks at flags, environment or file.
struct Settings: Sendable {
    let dataDirectory: String
    let keysDirectory: String
    let rootKeyFile: String
    let host: String
    let port: Int
    let publicURL: PublicURL
    let site: PublicSite
    let trustedProxies: [NetworkRange]
    let privacyContact: String
    let postgreSQL: PostgreSQL?
    let mail: MailSettings?
    let sms: SMSSettings?
    let witnessDirectory: String?
    /// Whether customers' own identity providers may sign their people on.
    let allowsSignOn: Bool
    /// As given, for `bueno doctor`.
    let given: [SettingName: String]

    struct PostgreSQL: Sendable {
        let data: String
        let keys: String
    }

    init(_ source: SettingSource) throws {
        let values = source.values
        given = values
        dataDirectory = values[.data] ?? "data"
        keysDirectory = values[.keys] ?? dataDirectory + "-keys"
        rootKeyFile = values[.rootKeyFile] ?? keysDirectory + "/root.key"
        host = values[.host] ?? "127.0.0.1"
        port = try Self.port(values[.port] ?? "8080")
        let url = values[.publicURL] ?? "http://localhost:\(port)"
        guard let publicURL = PublicURL(url), let site = PublicSite(url: url) else {
            throw SettingProblem(.publicURL, "must be an address such as https://bueno.example.nl")
        }
        guard publicURL.isSecure || ["localhost", "127.0.0.1", "[::1]"].contains(site.host) else {
            throw SettingProblem(.publicURL, "must start with https:// unless it is this machine")
        }
        (self.publicURL, self.site) = (publicURL, site)
        trustedProxies = try (values[.trustedProxies] ?? "").split(separator: ",").map { text in
            guard let range = NetworkRange(text.filter { $0 != " " }) else {
                throw SettingProblem(
                    .trustedProxies, "must be addresses such as 127.0.0.1 or 10.0.0.0/8, with commas")
            }
            return range
        }
        // P03: pages, mails and exports carry it, so it cannot be left out.
        guard let contact = values[.privacyContact], contact.contains("@") else {
            throw SettingProblem(.privacyContact, "is required: the address for questions about privacy")
        }
        privacyContact = contact
        try Self.checkLocation(values[.location])
        postgreSQL = try Self.postgreSQL(values)
        mail = try MailSettings(values)
        sms = try SMSSettings(values)
        witnessDirectory = values[.witness]
        allowsSignOn = try Self.isOn(values[.signOn] ?? "on")
    }

    private static func isOn(_ text: String) throws -> Bool {
        switch text {
        case "on": return true
        case "off": return false
        default: throw SettingProblem(.signOn, "must be 'on' or 'off'")
        }
    }

    /// P74: every store, backup and processor stands in the Netherlands, or we do not start.
    private static func checkLocation(_ location: String?) throws {
        guard let location else {
            throw SettingProblem(
                .location, "is required: the country where stores, backups and processors stand, such as NL")
        }
        guard location == "NL" else {
            throw SettingProblem(
                .location, "is '\(location)': data stays in the Netherlands (P74), so it must be NL")
        }
    }

    private static func port(_ text: String) throws -> Int {
        guard let port = Int(text), (0...65_535).contains(port) else {
            throw SettingProblem(.port, "must be a number from 1 to 65535")
        }
        return port
    }

    private static func postgreSQL(_ values: [SettingName: String]) throws -> PostgreSQL? {
        switch (values[.dataPostgreSQL], values[.keysPostgreSQL]) {
        case (nil, nil): return nil
        case (let data?, let keys?):
            guard data != keys else {
                throw SettingProblem(.keysPostgreSQL, "must name another database than the data is in")
            }
            return PostgreSQL(data: data, keys: keys)
        case (nil, _): throw SettingProblem(.dataPostgreSQL, "is missing, while the keys are in PostgreSQL")
        case (_, nil): throw SettingProblem(.keysPostgreSQL, "is missing, while the data is in PostgreSQL")
        }
    }
}
