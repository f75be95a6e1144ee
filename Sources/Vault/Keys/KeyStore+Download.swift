import Domain
import Storage

extension KeyStore {
    /// A new key for a file with codes, durable before this returns.
    func makeDownloadKey() async throws -> DownloadKey {
        let generation = keyring.currentGeneration[.download] ?? 0
        let id = DownloadKey.ID.random()
        let bytes = Sodium.randomBytes(Sodium.keyLength)
        let wrapped = try SealedBytes.seal(
            bytes, associated: downloadContext(id), key: try keyring.key(.download, generation: generation))
        let key = DownloadKey(id: id, key: try slab.hold(bytes))
        _ = try await database.write { transaction in
            try transaction.execute(
                "INSERT INTO download_key (key_id, generation, wrapped, created_at) VALUES ($1, $2, $3, $4)",
                id, generation, wrapped, transaction.now)
        }
        return key
    }

    /// Nothing when it was destroyed, or never was.
    func downloadKey(_ id: DownloadKey.ID) async throws -> DownloadKey? {
        let row = try await database.read { transaction in
            try transaction.row("SELECT generation, wrapped FROM download_key WHERE key_id = $1", id).map {
                (generation: try $0.int(0), wrapped: try $0.blob(1))
            }
        }
        guard let row else { return nil }
        let bytes = try SealedBytes.open(
            row.wrapped, associated: downloadContext(id),
            key: try keyring.key(.download, generation: row.generation))
        return DownloadKey(id: id, key: try slab.hold(bytes))
    }

    /// Every key of a file with codes that was made before this moment: there are few, since none lives long.
    func downloadKeys(madeBefore end: Moment) async throws -> [DownloadKey.ID] {
        try await database.read { transaction in
            try transaction.rows("SELECT key_id FROM download_key WHERE created_at < $1", end).map {
                try $0.id(0)
            }
        }
    }

    private func downloadContext(_ id: DownloadKey.ID) -> [UInt8] {
        AssociatedData.of("download_key", deployment: deployment, parts: [id.bytes])
    }
}
