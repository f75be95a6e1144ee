/// Where somebody lives in the Netherlands. It prints nothing.
public struct HomeAddress: Hashable, Sendable, CustomStringConvertible {
    public let street: Sensitive<String>
    /// The house number with its addition, as on the door: `12 B`.
    public let number: Sensitive<String>
    public let postcode: Sensitive<String>
    public let city: Sensitive<String>

    public init(
        street: Sensitive<String>, number: Sensitive<String>, postcode: Sensitive<String>,
        city: Sensitive<String>
    ) {
        self.street = street
        self.number = number
        self.postcode = postcode
        self.city = city
    }

    /// One line, as it is stored and written on a parcel: `Kerkstraat 12 B, 9711 AB Groningen`.
    public func reveal() -> String {
        "\(street.reveal()) \(number.reveal()), \(postcode.reveal()) \(city.reveal())"
    }

    public var description: String { "(home address)" }

    /// `9711 AB`: four digits that do not begin with a nought, two letters, and not the three that are never given out.
    static func postcode(_ typed: String) -> Sensitive<String>? {
        let text = typed.uppercased().filter { !$0.isWhitespace }
        let (digits, letters) = (text.prefix(4), text.dropFirst(4))
        guard text.utf8.count == 6, digits.utf8.allSatisfy({ (48...57).contains($0) }), digits.first != "0",
            letters.utf8.allSatisfy({ (65...90).contains($0) }), !["SA", "SD", "SS"].contains(letters)
        else { return nil }
        return Sensitive("\(digits) \(letters)")
    }

    /// `12`, `12 B`, `12-3`: begins with a digit other than nought.
    static func number(_ typed: String) -> Sensitive<String>? {
        let text = typed.oneLine
        guard let first = text.utf8.first, (49...57).contains(first), text.count <= 12,
            text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "/" })
        else { return nil }
        return Sensitive(text)
    }
}

extension String {
    /// Without white space at the ends, and single spaces within.
    var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }

    /// A name of a person, a street or a town: letters, and nothing that a line or a list could break on.
    func name(max: Int) -> Sensitive<String>? {
        let text = oneLine
        guard text.contains(where: \.isLetter), text.count <= max,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
            !text.contains(where: { "<>,;@\"|".contains($0) })
        else { return nil }
        return Sensitive(text)
    }
}
