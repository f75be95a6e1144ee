import Glibc

/// One consistent copy of a live database file.
struct SQLiteBackup {
    let path: String
    let copy: String

    init(of path: String, to copy: String) {
        self.path = path
        self.copy = copy
    }

    /// Refuses to overwrite. What was deleted in the original is not in the copy.
    func run() throws {
        let descriptor = open(copy, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError.failure(errno) }
        defer { close(descriptor) }
        do {
            let connection = try SQLiteConnection.reader(path: path)
            defer { connection.close() }
            _ = try connection.execute("VACUUM INTO $1", [.text(copy)])
            guard fsync(descriptor) == 0 else { throw StorageError.failure(errno) }
            try syncDirectory()
        } catch {
            unlink(copy)
            throw error
        }
    }

    private func syncDirectory() throws {
        let directory = copy.lastIndex(of: "/").map { String(copy[...$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageError.failure(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StorageError.failure(errno) }
    }
}
