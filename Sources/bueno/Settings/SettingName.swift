/// Every setting there is, by the name it has in a settings file. The environment says `BUENO_PUBLIC_URL`, a flag
/// `--public-url`.
enum SettingName: String, CaseIterable, Sendable {
    case data, keys
    case rootKeyFile = "root-key-file"
    case host, port
    case publicURL = "public-url"
    case trustedProxies = "trusted-proxies"
    case privacyContact = "privacy-contact"
    case dataPostgreSQL = "data-postgresql"
    case keysPostgreSQL = "keys-postgresql"
    case smtpURL = "smtp-url"
    case smtpUser = "smtp-user"
    case smtpPassword = "smtp-password"
    case mailFrom = "mail-from"
    case smtpProcessor = "smtp-processor"
    case smsKind = "sms-kind"
    case smsURL = "sms-url"
    case smsUser = "sms-user"
    case smsPassword = "sms-password"
    case smsSender = "sms-sender"
    case smsProcessor = "sms-processor"
    case trustFile = "trust-file"
    case witness
    case location
    case signOn = "sign-on"

    var environmentName: String { "BUENO_" + rawValue.uppercased().replacing("-", with: "_") }

    /// Connection strings may hold a password.
    var isSecret: Bool {
        switch self {
        case .smtpPassword, .smsPassword, .dataPostgreSQL, .keysPostgreSQL: true
        default: false
        }
    }

    /// A file or directory: in a settings file it is read from where that file is.
    var isPath: Bool {
        switch self {
        case .data, .keys, .rootKeyFile, .witness, .trustFile: true
        default: false
        }
    }
}

/// A setting that is missing or cannot be. It says what to do.
struct SettingProblem: Error, CustomStringConvertible {
    let description: String

    init(_ name: SettingName, _ what: String) {
        description =
            "Setting '\(name.rawValue)' \(what). Give it as \(name.environmentName) or in the settings file."
    }

    init(_ description: String) {
        self.description = description
    }
}
