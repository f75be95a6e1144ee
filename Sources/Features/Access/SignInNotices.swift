import Domain
import Storage
import Vault

/// Sends what was asked to who was found, after the answer was given.
struct SignInNotices: Sendable {
    let vault: Vault
    let outbox: Outbox
    /// Nobody is sent more sign-in messages than this in an hour, whoever asks for them.
    private static let perHour: Int64 = 6

    func send(
        _ notice: MessageTopic, to recipient: MessageAddress, found: [PersonFinder.Found],
        challenge: Challenge.ID,
        fields: FieldSet
    ) async throws {
        guard let first = found.first else { return }
        var keys: [EndUser.ID: PersonKeys] = [:]
        for person in found {
            do {
                keys[person.person] = try await vault.keys(of: person.person)
            } catch VaultError.noSuchPerson {
                // Erased between the look-up and now: as if never found.
                continue
            }
        }
        let known = keys
        guard let firstKeys = known[first.person] else { return }
        try await vault.data.write { transaction in
            guard try PersonFinder.isCurrent(first, in: transaction) else { return }
            for person in found where try PersonFinder.isCurrent(person, in: transaction) {
                guard let keys = known[person.person] else { continue }
                try vault.record(
                    Processing(
                        .lookUp, .signIn, service: person.service, fields: fields, subject: keys.pseudonym),
                    access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery),
                    in: transaction)
                try ChallengeQueries.add(person.person, to: challenge, in: transaction)
            }
            let recent = try transaction.row(
                """
                SELECT COUNT(*) FROM message WHERE person_id = $1 AND created_at > $2
                AND kind IN ('sign_in_code', 'sign_in_link')
                """, first.person, transaction.now - .hours(1))?.int(0)
            guard (recent ?? 0) < Self.perHour else { return }
            try outbox.queue(
                notice, to: recipient, language: first.language, keys: firstKeys, customer: first.customer,
                service: first.service, in: transaction)
        }
        outbox.wake()
    }
}
