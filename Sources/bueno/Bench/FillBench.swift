import ArgumentParser
import Domain
import Features
import Storage
import Vault

/// Fills a directory up to so many persons by the bulk: real keys and sealed rows, without walking three screens each.
struct FillBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "fill", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option var persons = 1_000

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let began = ContinuousClock.now
            let there = try await world.data.read {
                try Int($0.row("SELECT COUNT(*) FROM end_user")?.int(0) ?? 0)
            }
            var left = persons - there
            guard left > 0 else { return }
            let bulk = try await Bulk(world)
            var made = try await bulk.makeKeys(min(Bulk.chunk, left))
            while !made.isEmpty {
                left -= made.count
                let count = min(Bulk.chunk, left)
                async let next = bulk.makeKeys(count)
                try await bulk.store(made)
                made = try await next
            }
            _ = try await (world.data.checkpoint(), world.keys.checkpoint())
            report("filled_per_s", Double(persons - there) / (ContinuousClock.now - began).seconds)
        }
    }
}

/// Persons as an enrolment leaves them: a redeemed code, three sealed fields, a sent message, and some sessions.
private struct Bulk: Sendable {
    static let chunk = 1_000
    let world: BenchWorld
    let contract: Contract
    let batch: CodeBatch.ID
    let form: String

    init(_ world: BenchWorld) async throws {
        self.world = world
        contract = try await world.contract()
        batch = try await world.services.codeBatches.issue(
            1, contract: contract.id, expires: SystemClock().now() + .days(365), reason: "meting",
            access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
        ).batch
        form = try world.services.statements.formVersion(service: .freeCalling, language: .dutch).id
    }

    func makeKeys(_ count: Int) async throws -> [PersonKeys] {
        try await withThrowingTaskGroup { group in
            for _ in 0..<max(0, count) { group.addTask { try await world.vault.makeKeys(for: EndUser.ID.random()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    func store(_ made: [PersonKeys]) async throws {
        try await world.data.write { transaction in
            let letters = try transaction.row(
                "SELECT MAX(letter_number) FROM enrolment_code WHERE batch_id = $1", batch)?.int(0)
            for (offset, keys) in made.enumerated() {
                let letter = (letters ?? 0) + Int64(offset) + 1
                try insertRows(of: keys, letter: letter, in: transaction)
                try sealFields(of: keys, number: letter, in: transaction)
            }
        }
    }

    private func insertRows(of keys: PersonKeys, letter: Int64, in transaction: Transaction) throws {
        let code = EnrolmentCode.ID.random()
        try transaction.execute(
            """
            INSERT INTO enrolment_code (code_id, batch_id, contract_id, customer_id, letter_number, code_hash, state,
                issued_at, expires_at, redeemed_at)
            VALUES ($1, $2, $3, $4, $5, $6, 'redeemed', $7, $8, $7)
            """, code, batch, contract.id, contract.customer, letter, try Token.random().hash,
            transaction.now,
            transaction.now + .days(365))
        try transaction.execute(
            """
            INSERT INTO end_user (end_user_id, customer_id, contract_id, code_id, contact_key_id, identity_key_id,
                state, declared_age, language, enrolled_at)
            VALUES ($1, $2, $3, $4, $5, $6, 'active', 'sixteen_or_older', 'nl', $7)
            """, keys.person, contract.customer, contract.id, code, keys.keyID(.contact),
            keys.keyID(.identity),
            transaction.now)
        let message = Message.ID.random()
        try transaction.execute(
            """
            INSERT INTO message (message_id, person_id, customer_id, service, key_id, kind, channel, language, sealed, state,
                attempts, due_at, created_at, sent_at, expires_at)
            VALUES ($1, $2, $3, 'free_calling', $4, 'welcome', 'mail', 'nl', $5, 'sent', 1, $6, $6, $6, $7)
            """, message, keys.person, contract.customer, keys.keyID(.contact),
            try world.vault.sealMessage([UInt8](repeating: 32, count: 900), id: message, keys: keys),
            transaction.now,
            transaction.now + .days(30))
        guard letter.isMultiple(of: 5) else { return }
        let session = Session.ID.random()
        try transaction.execute(
            """
            INSERT INTO session (session_id, token_hash, end_user_id, device, created_at, rotated_at, last_seen_at,
                expires_at)
            VALUES ($1, $2, $3, 'phone', $4, $4, $4, $5)
            """, session, try Token.random().hash, keys.person, transaction.now, transaction.now + .days(90))
        try transaction.execute(
            "INSERT INTO session_end_user (session_id, end_user_id) VALUES ($1, $2)", session, keys.person)
    }

    private func sealFields(of keys: PersonKeys, number: Int64, in transaction: Transaction) throws {
        func value(_ field: Field, _ text: String, from source: Provenance.Source = .endUser) -> FieldValue {
            FieldValue(
                field, Sensitive(text),
                Provenance(source: source, given: transaction.now, formVersion: form, service: .freeCalling))
        }
        try world.vault.store(
            [
                value(.mobileNumber, "+316\(12_340_000 + number)"),
                value(.emailAddress, "persoon\(number)@example.nl"),
                value(.enrolmentCode, "3TRB", from: .customerLetter),
            ],
            of: keys, customer: contract.customer, service: .freeCalling, activity: .enrolment,
            access: Access(
                actor: Actor(role: .endUser, organisation: .none, pseudonym: keys.pseudonym),
                purpose: .delivery,
                ground: .ownData),
            in: transaction)
    }
}
