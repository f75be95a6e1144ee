#if DEBUG
    extension Database {
        /// For the crash tests, in debug builds alone: commits no longer wait for the disk, so that a test which counts
        /// syncs is seen to fail.
        package func withoutSync() async throws {
            guard let store = store as? SQLiteStore else { throw StorageError.other(code: "not SQLite") }
            try await store.onWriter { try $0.set("synchronous", to: "OFF", reading: .int(0)) }
        }
    }
#endif
