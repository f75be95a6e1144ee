public import Domain
internal import Synchronization
public import Vault

/// The mailbox and the phone of everyone in a demonstration: it takes what would be sent and keeps the last
/// 200 in memory, to be looked at.
///
/// Exists in a demonstration's installation only: in a real one nothing can read along.
public final class DemonstrationMailbox: MailSending, SMSSending {
    /// A message as its receiver would see it. In a demonstration everyone is invented.
    public struct Item: Sendable {
        public let id: Message.ID
        public let channel: Message.Channel
        /// A number or an address, as people read it.
        public let recipient: Sensitive<String>
        public let subject: String?
        public let text: Sensitive<String>
        /// Counts up: larger is later.
        public let number: Int
    }

    private struct State {
        var items: [Item] = []
        var number = 0
    }

    private static let kept = 200
    private let state = Mutex(State())

    /// Nothing in an installation that is no demonstration.
    public init?(vault: Vault) {
        guard vault.isDemonstration else { return nil }
    }

    /// Newest first.
    public func latest(_ count: Int = 50) -> [Item] {
        state.withLock { Array($0.items.suffix(count).reversed()) }
    }

    public func send(_ mail: OutgoingMail) async -> Delivery {
        let content = mail.content.reveal()
        keep {
            Item(
                id: mail.id, channel: .mail, recipient: mail.recipient.canonical, subject: content.subject,
                text: Sensitive(content.text), number: $0)
        }
        return .accepted(reference: nil)
    }

    public func send(_ sms: OutgoingSMS) async -> Delivery {
        keep {
            Item(
                id: sms.id, channel: .sms, recipient: sms.recipient.display, subject: nil, text: sms.text,
                number: $0)
        }
        return .accepted(reference: nil)
    }

    private func keep(_ item: (Int) -> Item) {
        state.withLock { state in
            state.number += 1
            state.items.append(item(state.number))
            if state.items.count > Self.kept { state.items.removeFirst(state.items.count - Self.kept) }
        }
    }
}
