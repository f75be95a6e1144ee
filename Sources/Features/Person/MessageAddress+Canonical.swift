import Domain

extension MessageAddress {
    /// From the one spelling that the vault keeps.
    init?(_ canonical: String, _ channel: Message.Channel) {
        switch channel {
        case .sms:
            guard let number = MobileNumber(e164: canonical) else { return nil }
            self = .sms(number)
        case .mail:
            guard let address = EmailAddress(canonical) else { return nil }
            self = .mail(address)
        }
    }

    var canonical: Sensitive<String> {
        switch self {
        case .sms(let number): number.e164
        case .mail(let address): address.canonical
        }
    }

    var bytes: [UInt8] { Array(canonical.reveal().utf8) }
}
