import Domain
import Storage
import Vault

/// What customers are told: that confirmations end soon, and that some ended.
extension ConfirmationClock {
    /// Ends what nobody answered in time, and tells each customer how many they were.
    func lapse() async throws -> Int {
        var lapsed: [Customer.ID: Int] = [:]
        while true {
            let rows = try await vault.data.read { try MobileDue.late(in: $0) }
            var moved = 0
            for row in rows {
                _ = try row.state.after(.lapse)
                if try await end(row, because: row.state.isActive ? .notConfirmed : .notAnswered) {
                    lapsed[row.customer, default: 0] += 1
                    moved += 1
                }
            }
            if rows.count < Self.page || moved == 0 { break }
        }
        for (customer, people) in lapsed {
            try await tell(.confirmationLapsed(people: people), customer) { _ in true }
        }
        return lapsed.values.reduce(0, +)
    }

    /// Reminds each customer once per reminder, of all for whom it is due.
    func remind() async throws -> Int {
        let rules = statements.current.confirmation
        let due = try await vault.data.read { try Self.due(rules, in: $0) }
        var told = 0
        for (customer, people) in due {
            guard let first = people.map(\.until).min() else { continue }
            told += try await tell(
                .confirmationDue(people: people.count, by: first), customer
            ) { transaction in
                var moved = 0
                for person in people {
                    moved += try transaction.execute(
                        """
                        UPDATE mobile_service SET reminders = $3
                        WHERE service_id = $1 AND reminders = $2 AND state = 'asked_again'
                        """, person.id, person.reminders, person.due)
                }
                return moved > 0
            }
        }
        return told
    }

    private struct Reminder: Sendable {
        let id: MobileService.ID
        let until: Moment
        let reminders: Int
        let due: Int
    }

    /// Those who are asked anew, unanswered, and of whom a reminder has not gone out.
    private static func due(
        _ rules: ConfirmationRules, in transaction: Transaction
    ) throws -> [Customer.ID: [Reminder]] {
        let rows = try transaction.rows(
            """
            SELECT service_id, customer_id, confirmed_until, reminders FROM mobile_service
            WHERE state = 'asked_again' AND reminders < $1
            """, rules.reminders.count)
        var due: [Customer.ID: [Reminder]] = [:]
        for row in rows {
            let (until, reminders) = (try row.moment(2), Int(try row.int(3)))
            let count = rules.remindersDue(until: until, at: transaction.now)
            guard count > reminders else { continue }
            due[try row.id(1), default: []].append(
                Reminder(id: try row.id(0), until: until, reminders: reminders, due: count))
        }
        return due
    }

    /// - `body`: what is done in the transaction of the mails; false when somebody else was first.
    /// - Returns how many were told.
    @discardableResult
    private func tell(
        _ news: MobileNews, _ customer: Customer.ID,
        _ body: @escaping @Sendable (Transaction) throws -> Bool
    ) async throws -> Int {
        let readers = try await Administrators(vault: vault).reachable(of: customer)
        return try await vault.data.write { transaction in
            guard try body(transaction) else { return 0 }
            for reader in readers {
                try outbox.queue(
                    .mobile(news), to: .mail(reader.address), language: reader.language, keys: reader.keys,
                    customer: customer, service: .administration, in: transaction)
            }
            return readers.count
        }
    }
}
