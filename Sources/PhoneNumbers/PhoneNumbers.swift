internal import CPhoneNumber
public import Domain

/// Reads what a person typed as a Dutch number, or as a foreign one with its country code, by libphonenumber.
///
/// Guaranteed: what comes back is a valid number in E.164, so one number has one spelling in the vault and in the
/// blind index. Refused where a mobile number is asked: fixed lines and service numbers; everywhere: extensions,
/// letters, and anything too long to be a number. Safe to use from any thread.
public struct PhoneNumbers: MobileNumberReading, PhoneNumberReading {
    public enum Refusal: Error, Hashable {
        /// No valid number in any country.
        case unreadable
        /// A valid number that can't get a text message.
        case notMobile
    }

    private let region: String

    /// `region` is where a number without a country code belongs.
    public init(region: String = "NL") {
        self.region = region
    }

    public func mobileNumber(_ text: String) -> MobileNumber? {
        try? read(text)
    }

    public func phoneNumber(_ text: String) -> PhoneNumber? {
        (try? parsed(text)).flatMap { PhoneNumber(e164: $0.e164) }
    }

    public func read(_ text: String) throws(Refusal) -> MobileNumber {
        let (e164, isMobile) = try parsed(text)
        guard isMobile else { throw .notMobile }
        guard let number = MobileNumber(e164: e164) else { throw .unreadable }
        return number
    }

    private func parsed(_ text: String) throws(Refusal) -> (e164: String, isMobile: Bool) {
        guard let typed = Self.tidied(text) else { throw .unreadable }
        var e164 = [CChar](repeating: 0, count: 24)
        let kind = typed.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                bueno_phone_read(characters.baseAddress, characters.count, region, &e164)
            }
        }
        guard kind != BUENO_PHONE_UNREADABLE else { throw .unreadable }
        let digits = e164.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return (String(decoding: digits, as: UTF8.self), kind == BUENO_PHONE_MOBILE)
    }

    /// Digits of any script and the marks people put between them. The invisible direction marks that come
    /// along when a number is copied from a contact list are dropped; a letter, `;ext=` or `#` means it is no
    /// number.
    private static func tidied(_ text: String) -> [UInt8]? {
        guard text.utf8.count <= 80 else { return nil }
        var result = ""
        for scalar in text.unicodeScalars where scalar.properties.generalCategory != .format {
            let isMark = "+\u{FF0B}-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}()./".unicodeScalars.contains(
                scalar)
            guard isMark || scalar.properties.isWhitespace || scalar.properties.numericType == .decimal else {
                return nil
            }
            result.unicodeScalars.append(scalar)
        }
        return result.isEmpty ? nil : Array(result.utf8)
    }
}
