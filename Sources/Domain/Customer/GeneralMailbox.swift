/// Whether a mail address belongs to a function or to a person, judged by its name alone (P02).
///
/// A closed list of words: what is not known to be a function may be somebody's name, and is treated as one.
public enum GeneralMailbox {
    /// Every part of the name is a function, a number, or the organisation as its own domain names it; and one of
    /// them is a function.
    public static func isGeneral(_ address: EmailAddress) -> Bool {
        let text = address.canonical.reveal()
        guard let at = text.lastIndex(of: "@") else { return false }
        return isGeneral(localPart: text[..<at], domain: text[text.index(after: at)...])
    }

    public static func isGeneral(localPart: some StringProtocol, domain: some StringProtocol) -> Bool {
        let separators: Set<Character> = [".", "-", "_", "+"]
        let parts = localPart.lowercased().split { separators.contains($0) }.map(String.init)
        let ownNames = Set(domain.lowercased().split { separators.contains($0) }.map(String.init))
        let functions = parts.filter(words.contains)
        return !functions.isEmpty
            && parts.allSatisfy { part in
                words.contains(part) || part.utf8.allSatisfy(\.isDigit) || ownNames.contains(part)
            }
    }

    static let words: Set<String> = [
        "abuse", "administratie", "afdeling", "algemeen", "avg", "backoffice", "balie", "beheer", "belangen",
        "bestuur", "beveiliging", "bezwaar", "boekhouding", "cert", "college", "communicatie", "contact",
        "contracten", "contractbeheer", "crediteuren", "csirt", "data", "debiteuren", "directie", "domein",
        "dpo",
        "email", "facturatie", "facturen", "factuur", "fg", "finance", "financien", "fraud", "fraude",
        "frontoffice",
        "gdpr", "gegevensbescherming", "gemeente", "gemeentehuis", "griffie", "helpdesk", "hostmaster", "hr",
        "hulp", "ict", "info", "informatie", "inkomen", "inkoop", "invoice", "invoices", "it", "jeugd",
        "juridisch",
        "kantoor", "klacht", "klachten", "klant", "klantcontact", "klanten", "klantenservice",
        "leerlingzaken",
        "mail", "melding", "meldingen", "meldpunt", "noc", "noreply", "office", "ondersteuning", "onderwijs",
        "pers", "personeel", "post", "postbus", "postmaster", "privacy", "raad", "receptie", "sales",
        "school",
        "secretariaat", "security", "service", "servicedesk", "sociaal", "stichting", "storing", "storingen",
        "support", "systeembeheer", "team", "technisch", "techniek", "telecom", "telefonie", "vereniging",
        "verkoop", "vragen", "webmaster", "werk", "wijkteam", "wmo", "zorg",
    ]
}

/// A number at which an organisation answers: a fixed line, a service number or a short one, and never a mobile one,
/// which is in somebody's pocket (P02).
public struct GeneralNumber: Hashable, Sendable {
    /// Digits as they are dialled here: `0501234567`, `14050`.
    public let text: String

    public enum Refusal: Error, Hashable, Sendable {
        case notANumber, mobile
    }

    public init(_ typed: String) throws(Refusal) {
        let kept = typed.filter { !$0.isWhitespace && !"-.()".contains($0) }
        var digits = kept
        for prefix in ["+31", "0031"] where kept.hasPrefix(prefix) {
            digits = "0" + kept.dropFirst(prefix.count)
        }
        guard !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) else { throw .notANumber }
        if digits.hasPrefix("06"), digits.utf8.count == 10 { throw .mobile }
        guard Self.isFixed(digits) || Self.isService(digits) || Self.isShort(digits) else {
            throw .notANumber
        }
        text = digits
    }

    private static func isFixed(_ digits: String) -> Bool {
        digits.utf8.count == 10 && digits.hasPrefix("0") && !digits.hasPrefix("00") && !digits.hasPrefix("06")
    }

    /// `0800 1234`, `0900 1234`.
    private static func isService(_ digits: String) -> Bool {
        digits.utf8.count == 8 && (digits.hasPrefix("0800") || digits.hasPrefix("0900"))
    }

    /// `14 050`: a municipality by its area code.
    private static func isShort(_ digits: String) -> Bool {
        digits.hasPrefix("140") && (5...6).contains(digits.utf8.count)
    }
}
