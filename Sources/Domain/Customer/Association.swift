/// Something of a customer's that is with somebody: a desk phone, a SIM card, an account (P19).
///
/// Tied to a colleague, or to a letter with a code, whose reader only the customer knows.
public struct Association: Sendable {
    public typealias ID = Identifier<Association>

    /// What it is, in the customer's own words: "Balie telefoon 3".
    public struct Label: Hashable, Sendable {
        public let text: String

        /// - `looksPersonal`: whether a text holds an address or a number. A number has its own place, under lock.
        public init(
            _ typed: String, looksPersonal: (String) -> Bool
        ) throws(AssociationRefusal) {
            let text = typed.onOneLine
            guard !text.isEmpty else { throw .labelMissing }
            guard text.count <= Self.lengthMax else { throw .labelTooLong }
            guard !looksPersonal(text) else { throw .labelLooksPersonal }
            self.text = text
        }

        public static let lengthMax = 60
    }

    /// The number of a phone, a SIM card or an account, which is personal once it is tied to somebody.
    public struct Number: Sendable {
        public let text: Sensitive<String>

        /// Nothing when nothing was typed.
        public static func read(_ typed: Sensitive<String>) throws(AssociationRefusal) -> Number? {
            let text = typed.reveal().onOneLine
            if text.isEmpty { return nil }
            let allowed = text.utf8.allSatisfy {
                $0.isDigit || $0.isLetter || " +-./()".utf8.contains($0)
            }
            guard allowed, (3...40).contains(text.utf8.count), text.utf8.contains(where: \.isDigit) else {
                throw .numberInvalid
            }
            return Number(text: Sensitive(text))
        }
    }
}

/// Why something is not tied to somebody. Holds nothing of what was typed.
public enum AssociationRefusal: Error, Equatable, Sendable {
    case labelMissing, labelTooLong, labelLooksPersonal
    case numberInvalid
    /// This colleague has a number already: it is untied first.
    case numberAlreadyTied
    /// P12: of who has free calling alone nothing else is kept.
    case numberNotForLetter
    case holderMissing
    case unknownColleague
    /// No letter of this customer has that number, or it was revoked.
    case unknownLetter
    case unknown
}

extension UInt8 {
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
