import Domain
import Storage

/// A key that takes the place of a person's key of the same class: made beside it, so that what stays can be sealed anew
/// before the old one dies.
extension KeyStore {
    struct Successor: Sendable {
        let id: PersonKey.ID
        let person: Person.ID
        let keyClass: KeyClass
    }

    /// Durable before this returns. One that was left by a crash is replaced: the data knows nothing of it.
    func makeSuccessor(of keyClass: KeyClass, for person: Person.ID) async throws -> PersonKeys.ClassKey {
        let generation = keyring.currentGeneration[.kek] ?? 0
        let kek = try keyring.key(.kek, generation: generation)
        let id = PersonKey.ID.random()
        let key = Sodium.randomBytes(Sodium.keyLength)
        let wrapped = try SealedBytes.seal(
            key, associated: context(id: id, person: person, keyClass: keyClass), key: kek)
        _ = try await database.write { transaction in
            try transaction.execute(
                "DELETE FROM successor_key WHERE person_id = $1 AND class = $2", person, keyClass.rawValue)
            try transaction.execute(
                """
                INSERT INTO successor_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """, id, person, keyClass.rawValue, generation, wrapped, transaction.now)
        }
        return PersonKeys.ClassKey(id: id, key: try slab.hold(key))
    }

    /// Those that a crash left halfway.
    func successors() async throws -> [Successor] {
        try await database.read { transaction in
            try transaction.rows("SELECT key_id, person_id, class FROM successor_key").map {
                Successor(id: try $0.id(0), person: try $0.id(1), keyClass: try $0.word(2))
            }
        }
    }

    /// Puts it in the old one's place, which dies. Repeating it does nothing.
    func succeed(_ successor: Successor) async throws {
        _ = try await database.write { transaction in
            let isThere = try transaction.row(
                "SELECT 1 FROM successor_key WHERE key_id = $1", successor.id)
            guard isThere != nil else { return }
            try transaction.execute(
                "DELETE FROM person_key WHERE person_id = $1 AND class = $2", successor.person,
                successor.keyClass.rawValue)
            try transaction.execute(
                """
                INSERT INTO person_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                SELECT key_id, person_id, class, kek_generation, wrapped, created_at FROM successor_key
                WHERE key_id = $1
                """, successor.id)
            try transaction.execute("DELETE FROM successor_key WHERE key_id = $1", successor.id)
        }
        cache.forget(successor.person)
    }

    func dropSuccessor(_ id: PersonKey.ID) async throws {
        _ = try await database.write { transaction in
            try transaction.execute("DELETE FROM successor_key WHERE key_id = $1", id)
        }
    }
}
