import Domain

/// The letter maker as one file that opens from disk, for a customer that keeps names away from any site.
///
/// `scripts/letter-file` makes it of the same parts as the page; a test builds it anew and compares.
struct LetterFile: Sendable {
    let name: String
    let href: String
    /// In hexadecimal, for a customer to compare with what was saved.
    let sha256: String

    init?(_ language: Language, in assets: Assets) {
        let name = Self.name(language)
        guard let href = assets.address(name), let sha256 = assets.sha256(name) else { return nil }
        self.init(name: name, href: href, sha256: sha256)
    }

    init(name: String, href: String, sha256: String) {
        self.name = name
        self.href = href
        self.sha256 = sha256
    }

    static func name(_ language: Language) -> String { Words("brieven.html", "letters.html")(language) }
}
