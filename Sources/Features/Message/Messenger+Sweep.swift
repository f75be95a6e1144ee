internal import Domain
internal import Storage
internal import Vault

extension Messenger {
    /// Destroys messages whose term has passed since they were sent or given up, each with its own leaf.
    ///
    /// - Returns how many went. Safe to repeat; other workers are not in the way.
    @discardableResult
    public func sweep() async throws -> Int {
        var total = 0
        while true {
            let page = try await sweepPage()
            total += page
            if page == 0 { break }
        }
        if total > 0 { observer?.observe(.swept(count: total)) }
        return total
    }

    private func sweepPage() async throws -> Int {
        let expired = try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT message_id, person_id, channel, service, kind FROM message
                WHERE expires_at <= $1 AND state IN ('sent', 'failed', 'kept') ORDER BY expires_at LIMIT 200
                """, transaction.now
            ).map {
                ExpiredMessage(
                    id: try $0.id(0), person: try $0.id(1), channel: try $0.word(2),
                    service: try $0.word(3), kind: try $0.word(4))
            }
        }
        if expired.isEmpty { return 0 }
        let pseudonyms = try await vault.pseudonyms(of: expired.map(\.person))
        return try await vault.data.write { [vault] transaction in
            var count = 0
            for message in expired {
                let deleted = try transaction.execute(
                    "DELETE FROM message WHERE message_id = $1 AND expires_at <= $2", message.id,
                    transaction.now)
                guard deleted == 1 else { continue }
                count += 1
                // Without a pseudonym the person is erased, and the erasure said it all.
                guard let subject = pseudonyms[message.person] else { continue }
                try vault.record(
                    Processing(
                        .destroy, message.kind.activity, service: message.service,
                        fields: FieldSet([message.channel.field]), subject: subject),
                    access: Access(
                        actor: .retention, purpose: message.kind.purpose, ground: .serviceDelivery),
                    in: transaction)
            }
            return count
        }
    }
}

private struct ExpiredMessage: Sendable {
    let id: Message.ID
    let person: Person.ID
    let channel: Message.Channel
    let service: Service
    let kind: MessageKind
}
