import Foundation
import TestKit

/// A file system of a few megabytes in memory, which only root can mount.
final class SmallDisk: Sendable {
    let path: String
    private let directory: TemporaryDirectory

    struct MountFailed: Error { let code: Int32 }

    init(megabytes: Int) throws {
        directory = try TemporaryDirectory()
        path = directory.path(of: "disk")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m,mode=0700") == 0 else {
            throw MountFailed(code: errno)
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
    }

    /// Takes all the room there is, in one file.
    func fill(_ filler: String) throws {
        let descriptor = open(filler, O_WRONLY | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw MountFailed(code: errno) }
        defer { close(descriptor) }
        let block = [UInt8](repeating: 1, count: 4_096)
        while write(descriptor, block, block.count) > 0 {}
    }

    func setReadOnly(_ isReadOnly: Bool) throws {
        let flags = UInt(MS_REMOUNT) | (isReadOnly ? UInt(MS_RDONLY) : 0)
        guard mount("tmpfs", path, "tmpfs", flags, nil) == 0 else { throw MountFailed(code: errno) }
    }
}
