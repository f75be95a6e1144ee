import Domain
import Storage

/// The persons' keys and pseudonyms, in their own database. Nothing here is derived: every key is random, so each
/// can die at its own time.
struct KeyStore: Sendable {
    let database: Database
    let keyring: Keyring
    let deployment: [UInt8]
    let slab: KeySlab
    let cache: KeyCache

    init(database: Database, keyring: Keyring, deployment: [UInt8], slab: KeySlab, cache: KeyCache) {
        self.database = database
        self.keyring = keyring
        self.deployment = deployment
        self.slab = slab
        self.cache = cache
    }

    /// New keys for a person, durable before this returns: the data transaction that uses them opens afterwards.
    func make(for person: Person.ID, classes: [KeyClass]) async throws -> PersonKeys {
        let generation = keyring.currentGeneration[.kek] ?? 0
        let kek = try keyring.key(.kek, generation: generation)
        let pseudonym = Pseudonym.ID.random()
        var keys: [KeyClass: PersonKeys.ClassKey] = [:]
        var rows: [(id: PersonKey.ID, keyClass: KeyClass, wrapped: [UInt8])] = []
        for keyClass in classes {
            let id = PersonKey.ID.random()
            let key = Sodium.randomBytes(Sodium.keyLength)
            let wrapped = try SealedBytes.seal(
                key, associated: context(id: id, person: person, keyClass: keyClass), key: kek)
            rows.append((id, keyClass, wrapped))
            keys[keyClass] = .init(id: id, key: try slab.hold(key))
        }
        let made = rows
        try await database.write { transaction in
            for row in made {
                try transaction.execute(
                    """
                    INSERT INTO person_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                    VALUES ($1, $2, $3, $4, $5, $6)
                    """, row.id, person, row.keyClass.rawValue, generation, row.wrapped, transaction.now)
            }
            try transaction.execute(
                "INSERT INTO pseudonym (pseudonym, person_id, created_at) VALUES ($1, $2, $3)",
                pseudonym, person, transaction.now)
        }
        let result = PersonKeys(person: person, pseudonym: pseudonym, keys: keys)
        cache.insert(result)
        return result
    }

    /// The keys of a person with one of this class, made when there is none: durable before this returns, so that the
    /// data transaction that uses it opens afterwards. It dies with the others. Refuses an erased person.
    func keys(of person: Person.ID, adding keyClass: KeyClass) async throws -> PersonKeys {
        let known = try await keys(of: person)
        if known.keyID(keyClass) != nil { return known }
        let generation = keyring.currentGeneration[.kek] ?? 0
        let kek = try keyring.key(.kek, generation: generation)
        let id = PersonKey.ID.random()
        let wrapped = try SealedBytes.seal(
            Sodium.randomBytes(Sodium.keyLength),
            associated: context(id: id, person: person, keyClass: keyClass), key: kek)
        _ = try await database.write { transaction in
            // Whoever is erased meanwhile has no pseudonym, and gets no key. Of two at once the first is kept.
            try transaction.execute(
                """
                INSERT INTO person_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                SELECT $1, $2, $3, $4, $5, $6
                WHERE EXISTS (SELECT 1 FROM pseudonym WHERE person_id = $2)
                ON CONFLICT (person_id, class) DO NOTHING
                """, id, person, keyClass.rawValue, generation, wrapped, transaction.now)
        }
        return try await keys(of: person, holding: keyClass)
    }

    /// The keys of a person with one of this class, past a cache that does not know it yet: another node made it.
    func keys(of person: Person.ID, holding keyClass: KeyClass) async throws -> PersonKeys {
        let known = try await keys(of: person)
        if known.keyID(keyClass) != nil { return known }
        cache.forget(person)
        let found = try await keys(of: person)
        guard found.keyID(keyClass) != nil else { throw VaultError.noSuchPerson }
        return found
    }

    /// The keys of a person, from the cache or the store. A person without a pseudonym is erased.
    func keys(of person: Person.ID) async throws -> PersonKeys {
        if let keys = cache.keys(of: person) { return keys }
        let found = try await keys(of: [person])
        guard let keys = found[person] else { throw VaultError.noSuchPerson }
        cache.insert(keys)
        return keys
    }

    /// The keys of many, in one read and past the cache: for the prover.
    func keys(of persons: [Person.ID]) async throws -> [Person.ID: PersonKeys] {
        try await database.read { transaction in
            var result: [Person.ID: PersonKeys] = [:]
            for person in persons {
                let rows = try transaction.rows(
                    """
                    SELECT p.pseudonym, k.key_id, k.class, k.kek_generation, k.wrapped
                    FROM pseudonym p JOIN person_key k ON k.person_id = p.person_id
                    WHERE p.person_id = $1
                    """, person)
                var keys: [KeyClass: PersonKeys.ClassKey] = [:]
                for row in rows {
                    let (id, keyClass): (PersonKey.ID, KeyClass) = (try row.id(1), try row.word(2))
                    let kek = try keyring.key(.kek, generation: try row.int(3))
                    let bytes = try SealedBytes.open(
                        try row.blob(4), associated: context(id: id, person: person, keyClass: keyClass),
                        key: kek)
                    keys[keyClass] = .init(id: id, key: try slab.hold(bytes))
                }
                if let first = rows.first {
                    result[person] = PersonKeys(person: person, pseudonym: try first.id(0), keys: keys)
                }
            }
            return result
        }
    }

    /// Destroys keys. A person who has none left loses the pseudonym too, and the log can no longer lead to them.
    func destroy(_ ids: [PersonKey.ID]) async throws {
        let persons = try await database.write { transaction in
            var persons: [Person.ID] = []
            for id in ids {
                try transaction.execute("DELETE FROM download_key WHERE key_id = $1", id)
                guard let person = try Self.delete(id, in: transaction) else { continue }
                persons.append(person)
                // What was made to take a key's place goes with the last of them, and so does the pseudonym.
                for table in ["successor_key", "pseudonym"] {
                    try transaction.execute(
                        SQL(
                            stringLiteral: """
                                DELETE FROM \(table) WHERE person_id = $1
                                AND NOT EXISTS (SELECT 1 FROM person_key k WHERE k.person_id = $1)
                                """), person)
                }
            }
            return persons
        }
        for person in persons { cache.forget(person) }
    }

    /// - Returns whose it was; nothing when it is gone already.
    private static func delete(_ id: PersonKey.ID, in transaction: Transaction) throws -> Person.ID? {
        let row =
            try transaction.row("DELETE FROM person_key WHERE key_id = $1 RETURNING person_id", id)
            ?? transaction.row("DELETE FROM successor_key WHERE key_id = $1 RETURNING person_id", id)
        return try row?.id(0)
    }

    /// Which of these keys still exist: a proof of destruction asks the store, not the cache.
    func remaining(of ids: [PersonKey.ID]) async throws -> [PersonKey.ID] {
        try await database.read { transaction in
            try ids.filter { id in
                try transaction.row("SELECT 1 FROM person_key WHERE key_id = $1", id) != nil
                    || transaction.row("SELECT 1 FROM download_key WHERE key_id = $1", id) != nil
            }
        }
    }

    func person(behind pseudonym: Pseudonym.ID) async throws -> Person.ID? {
        try await database.read { transaction in
            try transaction.row("SELECT person_id FROM pseudonym WHERE pseudonym = $1", pseudonym)?.id(0)
        }
    }

    /// A key as the sweep of abandoned keys meets it.
    struct Made: Sendable {
        let person: Person.ID
        let id: PersonKey.ID
        let at: Moment
    }

    /// Keys in the order in which they were made, from a moment on and past a key of that moment.
    func made(from start: Moment, past key: [UInt8], before end: Moment, limit: Int) async throws -> [Made] {
        try await database.read { transaction in
            try transaction.rows(
                """
                SELECT person_id, key_id, created_at FROM person_key
                WHERE created_at >= $1 AND created_at < $2 AND (created_at > $1 OR key_id > $3)
                ORDER BY created_at, key_id LIMIT $4
                """, start, end, key, limit
            ).map { Made(person: try $0.id(0), id: try $0.id(1), at: try $0.moment(2)) }
        }
    }

    /// The keys that these persons still have.
    func classes(of persons: [Person.ID]) async throws -> [Person.ID: [KeyClass: PersonKey.ID]] {
        try await database.read { transaction in
            var result: [Person.ID: [KeyClass: PersonKey.ID]] = [:]
            for person in persons {
                for row in try transaction.rows(
                    "SELECT class, key_id FROM person_key WHERE person_id = $1", person)
                {
                    result[person, default: [:]][try row.word(0)] = try row.id(1)
                }
            }
            return result
        }
    }

    /// Whose key one is, and which.
    struct Holder: Sendable {
        let person: Person.ID
        let keyClass: KeyClass
    }

    /// The holders of these keys; of a key that is gone there is none.
    func holders(of keys: [PersonKey.ID]) async throws -> [PersonKey.ID: Holder] {
        try await database.read { transaction in
            var result: [PersonKey.ID: Holder] = [:]
            for key in keys {
                result[key] = try transaction.row(
                    "SELECT person_id, class FROM person_key WHERE key_id = $1", key
                ).map { Holder(person: try $0.id(0), keyClass: try $0.word(1)) }
            }
            return result
        }
    }

    func context(id: PersonKey.ID, person: Person.ID, keyClass: KeyClass) -> [UInt8] {
        AssociatedData.of(
            "person_key", deployment: deployment,
            parts: [Array(keyClass.rawValue.utf8), person.bytes, id.bytes])
    }
}
