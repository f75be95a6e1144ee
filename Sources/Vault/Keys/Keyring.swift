import Domain
import Storage

/// The installation's own keys, each wrapped by the root key in the key store.
struct Keyring: Sendable {
    enum Name: String, CaseIterable {
        /// Wraps the persons' keys.
        case kek
        case blindIndex = "blind_index"
        case roleMAC = "role_mac"
        case logSigning = "log_signing"
        case code
        case oneTimeSecret = "one_time_secret"
        /// Ties a form to the cookie of who opened it.
        case form
        /// Wraps the keys of files with codes, each for a day at most (P13).
        case download
        /// Seals our secrets at the identity providers of customers.
        case providerSecret = "provider_secret"
    }

    private let keys: [Name: [Int64: LockedKey]]
    let currentGeneration: [Name: Int64]

    func key(_ name: Name) throws -> LockedKey {
        try key(name, generation: currentGeneration[name] ?? 0)
    }

    func key(_ name: Name, generation: Int64) throws -> LockedKey {
        guard let key = keys[name]?[generation] else { throw VaultError.badKey }
        return key
    }

    /// Opens the keyring, making the keys that are not there yet in one transaction.
    static func open(
        _ store: Database, deployment: [UInt8], roots: [any RootKeyProvider], slab: KeySlab
    ) async throws -> Keyring {
        guard let current = roots.first else { throw VaultError.wrongRootKey(id: "none") }
        let rows = try await store.write { transaction in
            for name in Name.allCases {
                let wrapped = try current.wrap(
                    Sodium.randomBytes(Sodium.keyLength),
                    context: context(deployment: deployment, name: name.rawValue, generation: 1))
                try transaction.execute(
                    """
                    INSERT INTO keyring_key (name, generation, root_id, wrapped, created_at)
                    SELECT $1, 1, $2, $3, $4
                    WHERE NOT EXISTS (SELECT 1 FROM keyring_key WHERE name = $1)
                    ON CONFLICT DO NOTHING
                    """, name.rawValue, current.id, wrapped, transaction.nowMilliseconds)
            }
            return try transaction.rows("SELECT name, generation, root_id, wrapped FROM keyring_key")
        }
        var keys: [Name: [Int64: LockedKey]] = [:]
        var generations: [Name: Int64] = [:]
        for row in rows {
            guard let name = Name(rawValue: try row.text(0)) else { continue }
            let (generation, rootID) = (try row.int(1), try row.text(2))
            guard let root = roots.first(where: { $0.id == rootID }) else {
                throw VaultError.wrongRootKey(id: rootID)
            }
            let bytes = try root.unwrap(
                try row.blob(3),
                context: context(deployment: deployment, name: name.rawValue, generation: generation))
            keys[name, default: [:]][generation] = try slab.hold(bytes)
            generations[name] = max(generations[name] ?? 0, generation)
        }
        return Keyring(keys: keys, currentGeneration: generations)
    }

    private static func context(deployment: [UInt8], name: String, generation: Int64) -> [UInt8] {
        AssociatedData.of(
            "keyring", deployment: deployment, parts: [Array(name.utf8), generation.bigEndianBytes])
    }
}
