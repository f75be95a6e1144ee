import Glibc
import Synchronization

/// Held by the one process that has a database open. The kernel lets go of it however the process ends.
final class FileLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Throws `StorageError.locked` when another process, or this one, holds the lock.
    init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError.failure(errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw code == EWOULDBLOCK ? StorageError.locked : StorageError.failure(code)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit {
        release()
    }

    /// The file stays: a lock on a name that somebody removes is no lock.
    func release() {
        descriptor.withLock { descriptor in
            if let held = descriptor { close(held) }
            descriptor = nil
        }
    }

    /// Makes an empty file that only its owner may read, or narrows one that is there: SQLite gives its log
    /// and shared memory the mode of the database.
    static func makePrivate(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError.failure(errno) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw StorageError.failure(errno) }
    }
}
