/// An e-mail address that mail can be sent to, in one canonical spelling. It prints nothing.
///
/// Guaranteed: one `@`, a plain ASCII local part, a domain with a dot (international domains are kept as
/// typed), no control character, space, quote or bracket, so it can stand in a mail header or an SMTP command
/// as it is. Canonical means lower case: `V.Voorbeeld@Example.NL` and `v.voorbeeld@example.nl` are one
/// person's.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public let canonical: Sensitive<String>

    /// Refuses what no mail server accepts. Spaces around it, as keyboards leave them, are dropped.
    public init?(_ typed: String) {
        guard typed.utf8.count <= 400 else { return nil }
        let text = typed.trimmed.lowercased()
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, Self.isLocalPart(parts[0]), Self.isDomain(parts[1])
        else {
            return nil
        }
        canonical = Sensitive(text)
    }

    /// `v•••@example.nl`: the owner recognises it. Shown on purpose, so it is a plain `String`.
    public var masked: String { "\(canonical.reveal().prefix(1))•••@\(domain)" }

    /// What stands behind the `@`.
    public var domain: String {
        String(canonical.reveal().split(separator: "@").last ?? "")
    }

    private static func isLocalPart(_ text: Substring) -> Bool {
        guard (1...64).contains(text.utf8.count) else { return false }
        let isAtom = text.utf8.allSatisfy {
            $0.isASCIILetterOrDigit || "!#$%&'*+-/=?^_`{|}~.".utf8.contains($0)
        }
        return isAtom && !text.hasPrefix(".") && !text.hasSuffix(".") && !text.contains("..")
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, text.utf8.count <= 253, let last = labels.last else { return false }
        return labels.allSatisfy(isLabel) && !last.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        guard (1...63).contains(label.utf8.count), !label.hasPrefix("-"), !label.hasSuffix("-") else {
            return false
        }
        return label.unicodeScalars.allSatisfy { scalar in
            if let ascii = UInt8(exactly: scalar.value), ascii < 0x80 {
                return ascii.isASCIILetterOrDigit || ascii == UInt8(ascii: "-")
            }
            return isInternational(scalar)
        }
    }

    /// Letters, digits and the marks that belong to them; nothing invisible and nothing that looks like a
    /// separator.
    private static func isInternational(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .modifierLetter, .decimalNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    public var description: String { "(sensitive)" }
    public var debugDescription: String { "(sensitive)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension UInt8 {
    fileprivate var isASCIILetterOrDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
