internal import Domain
internal import Storage
internal import Vault

extension Messenger {
    /// Destroys messages whose term has passed since they were sent or given up, each with its own leaf.
    ///
    /// - Returns how many went. Safe to repeat; other workers are not in the way.
    @discardableResult
    public func sweep() async throws -> Int {
        var (total, last): (Int, [UInt8]) = (0, [])
        while let page = try await sweepPage(after: last) {
            total += page.count
            last = page.last
        }
        if total > 0 { observer?.observe(.swept(count: total)) }
        return total
    }

    /// Nothing after the last: what a hold keeps is passed by, and looked at again by the next sweep.
    private func sweepPage(after last: [UInt8]) async throws -> (count: Int, last: [UInt8])? {
        let expired = try await vault.data.read { transaction in
            if try DestructionLedger.isStopped(in: transaction) { return [ExpiredMessage]() }
            return try transaction.rows(
                """
                SELECT message_id, person_id, channel, service, kind FROM message
                WHERE expires_at <= $1 AND state IN ('sent', 'failed', 'kept') AND message_id > $2
                ORDER BY message_id LIMIT 200
                """, transaction.now, last
            ).map {
                ExpiredMessage(
                    id: try $0.id(0), person: try $0.id(1), channel: try $0.word(2),
                    service: try $0.word(3), kind: try $0.word(4))
            }
        }
        guard let end = expired.last?.id else { return nil }
        let pseudonyms = try await vault.pseudonyms(of: expired.map(\.person))
        let count = try await vault.data.write { [vault] transaction in
            var count = 0
            for message in expired {
                guard try vault.expire(message.id, of: message.person, in: transaction) else { continue }
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
            try DestructionLedger.add(
                .message, destroyed: count, kept: expired.count - count, in: transaction)
            return count
        }
        return (count, end.bytes)
    }
}

private struct ExpiredMessage: Sendable {
    let id: Message.ID
    let person: Person.ID
    let channel: Message.Channel
    let service: Service
    let kind: MessageKind
}
