import Domain
import Synchronization

/// The phones and mailboxes of the invented people: remembers the last code that reached each number.
final class DemonstrationPost: MailSending, SMSSending {
    private let secrets = Mutex<[MobileNumber: String]>([:])
    private let invitations = Mutex<[String: Token]>([:])

    /// The last code that was sent to this number.
    func secret(for number: MobileNumber) -> String? {
        secrets.withLock { $0.removeValue(forKey: number) }
    }

    /// The link of the last invitation that reached this address.
    func invitation(to address: String) -> Token? {
        invitations.withLock { $0.removeValue(forKey: address) }
    }

    func send(_ sms: OutgoingSMS) async -> Delivery {
        // A whole word: a link may hold six digits in a row.
        let words = sms.text.reveal().split { !$0.isLetter && !$0.isNumber }
        let digits = words.last { $0.count == 6 && $0.allSatisfy(\.isNumber) }
        if let digits { secrets.withLock { $0[sms.recipient] = String(digits) } }
        return .accepted(reference: nil)
    }

    /// Some mailboxes do not exist any more, as in life.
    func send(_ mail: OutgoingMail) async -> Delivery {
        let words = mail.content.reveal().text.split { !$0.isHexDigit }
        if let token = words.lazy.compactMap({ Token(text: $0) }).first {
            invitations.withLock { $0[mail.recipient.canonical.reveal()] = token }
        }
        let digits = mail.recipient.canonical.reveal().filter(\.isNumber)
        let isGone = (Int(digits) ?? 0).isMultiple(of: 41)
        return isGone ? .permanentFailure(code: "smtp_550") : .accepted(reference: nil)
    }
}
