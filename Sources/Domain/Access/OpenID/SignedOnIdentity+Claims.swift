extension SignedOnIdentity {
    private static let nameCharactersMax = 100

    /// The person's name, on one line; nothing when the provider gives none.
    public var name: Sensitive<String>? {
        let claims = claims.reveal()
        let parts = ["given_name", "family_name"].compactMap { claims[$0]?.text }
        let text = claims["name"]?.text ?? parts.joined(separator: " ")
        let name = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let isPlain = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard !name.isEmpty, name.count <= Self.nameCharactersMax, isPlain else { return nil }
        return Sensitive(name)
    }

    /// When the person last proved themselves at the provider; nothing when it does not say. That a browser came back
    /// shows only that somebody did so once.
    public var authenticated: Moment? {
        guard let seconds = claims.reveal()["auth_time"]?.number, (0...253_402_300_799).contains(seconds)
        else {
            return nil
        }
        return Moment(milliseconds: Int64(seconds * 1_000))
    }
}
