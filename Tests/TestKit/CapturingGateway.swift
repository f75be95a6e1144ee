public import Domain
import Synchronization

/// The outside world of a test: what was sent can be read back. Real gateways are tested against real servers.
public final class CapturingGateway: MailSending, SMSSending {
    public enum Sent: Sendable {
        case sms(OutgoingSMS)
        case mail(OutgoingMail)

        /// The words as their reader gets them.
        public var text: String {
            switch self {
            case .sms(let sms): sms.text.reveal()
            case .mail(let mail): mail.content.reveal().text
            }
        }

        /// The six digits in it.
        public var secret: String? {
            // A whole word: a link may hold six digits in a row.
            let words: [Substring] = text.split { !$0.isLetter && !$0.isNumber }
            return words.first { $0.count == 6 && $0.allSatisfy(\.isNumber) }.map(String.init)
        }

        /// The token in a link.
        public var linkToken: Token? {
            let text: String
            switch self {
            case .sms(let sms): text = sms.text.reveal()
            case .mail(let mail): text = mail.content.reveal().text
            }
            let parts = text.split { !$0.isHexDigit }
            return parts.first { $0.count == 64 }.flatMap { Token(text: $0) }
        }
    }

    private let state = Mutex<[Sent]>([])
    private let failing = Mutex<(outcome: Delivery, left: Int)?>(nil)

    public init() {}

    /// What every mail was about, in their order.
    public var subjects: [String] {
        sent.compactMap { if case .mail(let mail) = $0 { mail.content.reveal().subject } else { nil } }
    }

    public var sent: [Sent] { state.withLock { $0 } }

    /// The next so many do not arrive.
    public func fail(_ outcome: Delivery, next count: Int) {
        failing.withLock { $0 = (outcome, count) }
    }

    private func failure() -> Delivery? {
        failing.withLock { failing in
            guard let (outcome, left) = failing, left > 0 else { return nil }
            failing = (outcome, left - 1)
            return outcome
        }
    }

    public func send(_ mail: OutgoingMail) async -> Delivery {
        if let failure = failure() { return failure }
        state.withLock { $0.append(.mail(mail)) }
        return .accepted(reference: nil)
    }

    public func send(_ sms: OutgoingSMS) async -> Delivery {
        if let failure = failure() { return failure }
        state.withLock { $0.append(.sms(sms)) }
        return .accepted(reference: nil)
    }

    /// The last code that was sent to anybody.
    public func lastSecret() -> String? {
        state.withLock { sent in sent.lazy.reversed().compactMap(\.secret).first }
    }

    public func lastLink() -> Token? {
        state.withLock { sent in sent.lazy.reversed().compactMap(\.linkToken).first }
    }
}
