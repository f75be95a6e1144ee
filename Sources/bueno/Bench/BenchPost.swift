import Domain
import Synchronization

/// The phones of the invented people: whoever waits for a code gets it the moment it arrives.
final class BenchPost: MailSending, SMSSending {
    private enum Phone {
        case waiting(CheckedContinuation<String, Never>)
        case received(String)
    }

    private let lastInvitation = Mutex<Token?>(nil)
    private let phones = Mutex<[MobileNumber: Phone]>([:])

    /// The code that was sent, or will be, to this number. One reader per code.
    func secret(for number: MobileNumber) async -> String {
        await withCheckedContinuation { continuation in
            let ready: String? = phones.withLock { phones in
                if case .received(let secret)? = phones.removeValue(forKey: number) { return secret }
                phones[number] = .waiting(continuation)
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }

    func send(_ sms: OutgoingSMS) async -> Delivery {
        guard
            let digits = sms.text.reveal().split(whereSeparator: { !$0.isNumber }).last(where: {
                $0.count == 6
            })
        else {
            return .permanentFailure(code: "no_digits")
        }
        let waiting: CheckedContinuation<String, Never>? = phones.withLock { phones in
            if case .waiting(let continuation)? = phones.removeValue(forKey: sms.recipient) {
                return continuation
            }
            phones[sms.recipient] = .received(String(digits))
            return nil
        }
        waiting?.resume(returning: String(digits))
        return .accepted(reference: nil)
    }

    func send(_ mail: OutgoingMail) async -> Delivery {
        let words = mail.content.reveal().text.split { !$0.isHexDigit }
        if let token = words.lazy.compactMap({ Token(text: $0) }).first {
            lastInvitation.withLock { $0 = token }
        }
        return .accepted(reference: nil)
    }

    /// The link of the last invitation.
    func invitation() -> Token? { lastInvitation.withLock { $0 } }
}
