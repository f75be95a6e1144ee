import Domain
import Storage

/// Which installation two stores belong to. Sealed bytes are bound to it, so stores cannot be mixed.
struct Installation: Sendable {
    let id: [UInt8]
    let isDemonstration: Bool

    /// Reads the identity of both stores, or gives new ones an identity: the key store first, so that a crash in
    /// between leaves data that names no keys rather than the other way round.
    static func open(data: Database, keys: Database, demonstration: Bool) async throws -> Installation {
        let inData = try await data.read { transaction in
            try transaction.row("SELECT deployment_id, demonstration FROM deployment").map {
                (id: try $0.blob(0), isDemonstration: try $0.int(1) == 1)
            }
        }
        let fresh = Sodium.randomBytes(16)
        let isNew = inData == nil
        let inKeys = try await keys.write { transaction in
            if isNew {
                try transaction.execute(
                    """
                    INSERT INTO deployment (id, deployment_id, created_at) VALUES (1, $1, $2)
                    ON CONFLICT DO NOTHING
                    """, fresh, transaction.now)
            }
            return try transaction.row("SELECT deployment_id FROM deployment").map { try $0.blob(0) }
        }
        if let inData {
            // A key store without this installation's identity is a lost or foreign key store.
            guard inData.id == inKeys else { throw VaultError.storesDiffer }
            return Installation(id: inData.id, isDemonstration: inData.isDemonstration)
        }
        guard let id = inKeys else { throw VaultError.storesDiffer }
        let stored = try await data.write { transaction in
            try transaction.execute(
                """
                INSERT INTO deployment (id, deployment_id, demonstration, created_at) VALUES (1, $1, $2, $3)
                ON CONFLICT DO NOTHING
                """, id, demonstration ? 1 : 0, transaction.now)
            return try transaction.row("SELECT deployment_id, demonstration FROM deployment").map {
                Installation(id: try $0.blob(0), isDemonstration: try $0.int(1) == 1)
            }
        }
        guard let stored, stored.id == id else { throw VaultError.storesDiffer }
        return stored
    }
}
