/// Recipient and words of a message as one row of bytes, to be sealed. It prints nothing.
///
/// A format byte, then texts with their length in front. Bytes of another format or with a rest are refused.
public struct MessageEnvelope: Sendable {
    /// Nothing when the words are kept for their reader and go nowhere.
    public let address: MessageAddress?
    public let words: Sensitive<MessageWords>

    /// Nothing when the words are for the other way of sending.
    public init?(address: MessageAddress?, words: MessageWords) {
        switch (address, words) {
        case (.sms?, .sms), (.mail?, .mail), (nil, _): break
        default: return nil
        }
        self.address = address
        self.words = Sensitive(words)
    }

    private static let smsFormat: UInt8 = 1
    private static let mailFormat: UInt8 = 2
    private static let keptSMSFormat: UInt8 = 3
    private static let keptMailFormat: UInt8 = 4

    public var bytes: [UInt8] {
        var texts: [String] = []
        let format: UInt8
        switch address {
        case .sms(let number)?:
            format = Self.smsFormat
            texts.append(number.e164.reveal())
        case .mail(let address)?:
            format = Self.mailFormat
            texts.append(address.canonical.reveal())
        case nil:
            if case .sms = words.reveal() { format = Self.keptSMSFormat } else { format = Self.keptMailFormat }
        }
        switch words.reveal() {
        case .sms(let text): texts.append(text)
        case .mail(let content): texts += [content.subject, content.text, content.html]
        }
        return texts.reduce(into: [format]) { result, text in
            let length = UInt32(text.utf8.count)
            for shift in stride(from: UInt32(24), through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: length >> shift))
            }
            result.append(contentsOf: text.utf8)
        }
    }

    public init?(bytes: [UInt8]) {
        guard let texts = Self.texts(bytes.dropFirst()) else { return nil }
        switch (bytes.first, texts.count) {
        case (Self.smsFormat, 2):
            guard let number = MobileNumber(e164: texts[0]) else { return nil }
            self.init(address: .sms(number), words: .sms(texts[1]))
        case (Self.mailFormat, 4):
            guard let address = EmailAddress(texts[0]) else { return nil }
            let content = MailContent(subject: texts[1], text: texts[2], html: texts[3])
            self.init(address: .mail(address), words: .mail(content))
        case (Self.keptSMSFormat, 1): self.init(address: nil, words: .sms(texts[0]))
        case (Self.keptMailFormat, 3):
            self.init(
                address: nil, words: .mail(MailContent(subject: texts[0], text: texts[1], html: texts[2])))
        default: return nil
        }
    }

    private static func texts(_ bytes: ArraySlice<UInt8>) -> [String]? {
        var rest = bytes
        var result: [String] = []
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let length = Int(rest.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
            rest = rest.dropFirst(4)
            guard rest.count >= length, let text = String(validating: rest.prefix(length), as: UTF8.self)
            else {
                return nil
            }
            result.append(text)
            rest = rest.dropFirst(length)
        }
        return result
    }
}
