/// A phone number of any kind in E.164 (`+31501234567`): somebody can be called on it. It prints nothing.
public struct PhoneNumber: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public let e164: Sensitive<String>

    /// Refuses anything but a plus, a digit from 1 to 9 and 6 to 14 more digits.
    public init?(e164 text: String) {
        guard Self.isE164(text) else { return nil }
        e164 = Sensitive(text)
    }

    /// As people dial it here: `06 12345678`, `0501234567`; a foreign number keeps its country code.
    public var display: Sensitive<String> {
        let text = e164.reveal()
        if let mobile = MobileNumber(e164: text)?.display.reveal(), mobile.hasPrefix("06 ") {
            return Sensitive(mobile)
        }
        return Sensitive(text.hasPrefix("+31") ? "0\(text.dropFirst(3))" : text)
    }

    static func isE164(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let digits = bytes.dropFirst()
        return bytes.first == UInt8(ascii: "+") && (7...15).contains(digits.count)
            && digits.first != UInt8(ascii: "0")
            && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    public var description: String { "(sensitive)" }
    public var debugDescription: String { "(sensitive)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The port through which typed text becomes a phone number of any kind.
public protocol PhoneNumberReading: Sendable {
    /// Nothing when the text is no valid number. A number without a country code is Dutch.
    func phoneNumber(_ text: String) -> PhoneNumber?
}
