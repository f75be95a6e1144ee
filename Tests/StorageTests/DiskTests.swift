import Foundation
import TestKit
import Testing

@testable import Storage

/// Disks that are full or may not be written: a clear error, nothing half-written, and no restart afterwards.
@Suite struct DiskTests {
    private static let big = String(repeating: "x", count: 100_000)

    /// A process of its own, because the limit on the size of files is the whole process's.
    @Test func `files that can't grow refuse writes, keep reads going, and work again when they can`() async {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let directory = try TemporaryDirectory()
            let database = try Database.open(
                .sqlite(path: directory.path(of: "data.sqlite")), schema: [Notes.first], clock: { 0 })
            try await DiskTests.fillAndFree(database) {
                try DiskTests.limitFiles(to: 1_000_000)
            } free: {
                try DiskTests.limitFiles(to: nil)
            }
        }
    }

    @Test(.enabled(if: getuid() == 0, "only root can mount a disk; the limit on files above needs no rights"))
    func `a full disk refuses writes, keeps reads going, and works again when there is room`() async throws {
        let disk = try SmallDisk(megabytes: 4)
        let database = try Database.open(
            .sqlite(path: disk.path + "/data.sqlite"), schema: [Notes.first], clock: { 0 })
        let filler = disk.path + "/filler"
        try await Self.fillAndFree(database) {
            try disk.fill(filler)
        } free: {
            try FileManager.default.removeItem(atPath: filler)
        }
        await database.close()
    }

    /// By SQLite's own limit the error comes inside a statement, and SQLite ends the transaction of the
    /// group.
    @Test func `a group that meets a full disk loses only the jobs that did not fit`() async throws {
        try await Notes.with(.sqlite) { notes in
            let database = notes.database
            let store = try #require(database.store as? SQLiteStore)
            let pages = try await store.onWriter { try $0.rows("PRAGMA page_count")[0].int(0) }
            try await store.onWriter { try $0.set("max_page_count", to: "\(pages + 4)", reading: nil) }
            let errors = await withTaskGroup(of: (Int, StorageError?).self) { group in
                for id in 0..<40 {
                    group.addTask {
                        do {
                            try await database.addNote(id, id % 2 == 0 ? "small" : Self.big)
                            return (id, nil)
                        } catch {
                            return (id, error as? StorageError)
                        }
                    }
                }
                return await group.reduce(into: [Int: StorageError]()) { $0[$1.0] = $1.1 }
            }
            for id in 0..<40 { #expect(errors[id] == (id % 2 == 0 ? nil : .full), "job \(id)") }
            #expect(try await database.noteCount() == 20)
            try await store.onWriter { try $0.set("max_page_count", to: "1000000", reading: nil) }
            try await database.addNote(1, Self.big)
        }
    }

    @Test func `a read-only store refuses writes, keeps reads going, and works again when it is writable`()
        async throws
    {
        try await Notes.with(.sqlite) { notes in
            let database = notes.database
            try await database.addNote(1)
            let store = try #require(database.store as? SQLiteStore)
            try await store.onWriter { try $0.set("query_only", to: "ON", reading: .int(1)) }
            await #expect(throws: StorageError.readOnly) { try await database.addNote(2) }
            #expect(try await database.noteCount() == 1)
            try await store.onWriter { try $0.set("query_only", to: "OFF", reading: .int(0)) }
            try await database.addNote(2)
            #expect(try await database.noteCount() == 2)
        }
    }

    /// Root is stopped by a disk that is mounted read-only, everybody else by the modes of files.
    @Test func `a store that can't be written is a clear error when opening`() async throws {
        let disk = getuid() == 0 ? try SmallDisk(megabytes: 4) : nil
        let directory = try TemporaryDirectory()
        let place = disk?.path ?? directory.url.path
        let location = Database.Location.sqlite(path: place + "/data.sqlite")
        let database = try Database.open(location, schema: [Notes.first], clock: { 0 })
        try await database.addNote(1)
        await database.close()
        let files = [place + "/data.sqlite", place + "/data.sqlite.lock", place]

        if let disk { try disk.setReadOnly(true) } else { for file in files { chmod(file, 0o500) } }
        #expect(throws: StorageError.readOnly) {
            try Database.open(location, schema: [Notes.first], clock: { 0 })
        }
        if let disk {
            try disk.setReadOnly(false)
        } else {
            for file in files.reversed() { chmod(file, 0o700) }
        }

        let again = try Database.open(location, schema: [Notes.first], clock: { 0 })
        try await again.addNote(2)
        #expect(try await again.noteCount() == 2)
        await again.close()
    }

    static func fillAndFree(
        _ database: Database, fill: () throws -> Void, free: () throws -> Void
    ) async throws {
        try await database.addNote(0)
        try await database.addNote(1)
        try fill()
        var written: Int64 = 2
        var refusal: StorageError?
        for id in 2..<200 where refusal == nil {
            do {
                try await database.addNote(id, big)
                written += 1
            } catch {
                refusal = error as? StorageError
            }
        }
        #expect(refusal == .full, "\(String(describing: refusal))")
        #expect(try await database.noteCount() == written)
        await #expect(throws: StorageError.full) { try await database.addNote(500, big) }
        try free()
        try await database.addNote(501, big)
        #expect(try await database.noteCount() == written + 1)
        #expect(try await database.read { try $0.row("PRAGMA integrity_check")?.text(0) } == "ok")
    }

    private static func limitFiles(to bytes: UInt?) throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        limit.rlim_cur = bytes ?? limit.rlim_max
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
    }
}
