/// A mobile number in E.164 (`+31612345678`). It prints nothing.
///
/// Whether the digits are a number that exists is decided by `MobileNumberReading`; this type only refuses
/// what is no E.164 at all, so that a value from the vault can be used without a library of numbering plans.
public struct MobileNumber: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    public let e164: Sensitive<String>

    /// Refuses anything but a plus, a digit from 1 to 9 and 6 to 14 more digits.
    public init?(e164 text: String) {
        guard PhoneNumber.isE164(text) else { return nil }
        e164 = Sensitive(text)
    }

    /// As people read it here: `06 12345678`; a foreign number keeps its country code.
    public var display: Sensitive<String> { Sensitive(national ?? e164.reveal()) }

    /// Enough for the owner to recognise and too little for another: `06 ••••••78`.
    ///
    /// Shown on purpose, so it is a plain `String`.
    public var masked: String {
        let shown = e164.reveal()
        let hidden = String(repeating: "•", count: 6)
        return national == nil
            ? "\(shown.prefix(3)) \(hidden)\(shown.suffix(2))" : "06 \(hidden)\(shown.suffix(2))"
    }

    private var national: String? {
        let text = e164.reveal()
        guard text.hasPrefix("+316"), text.utf8.count == 12 else { return nil }
        return "06 \(text.dropFirst(4))"
    }

    public var description: String { "(sensitive)" }
    public var debugDescription: String { "(sensitive)" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The port through which typed text becomes a mobile number.
public protocol MobileNumberReading: Sendable {
    /// Nothing when the text is no valid mobile number. A number without a country code is Dutch.
    func mobileNumber(_ text: String) -> MobileNumber?
}
