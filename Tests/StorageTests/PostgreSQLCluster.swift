import Foundation
import TestKit

/// A PostgreSQL server of one test, to be stopped and started. It listens on a socket in its own directory.
final class PostgreSQLCluster: Sendable {
    let connection: String
    private let directory: TemporaryDirectory
    private let binaries: String

    struct Failed: Error { let command: String }

    init() throws {
        directory = try TemporaryDirectory()
        connection = "host=\(directory.url.path) user=postgres dbname=postgres"
        let root = URL(fileURLWithPath: "/usr/lib/postgresql")
        let versions = try FileManager.default.contentsOfDirectory(atPath: root.path)
        guard let newest = versions.max(by: { (Int($0) ?? 0) < (Int($1) ?? 0) }) else {
            throw Failed(command: "no PostgreSQL")
        }
        binaries = root.appendingPathComponent(newest).appendingPathComponent("bin").path
        if getuid() == 0 { try Self.run(["/usr/bin/chown", "postgres", directory.url.path]) }
        try server("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        try start()
    }

    deinit {
        try? stop()
    }

    func start() throws {
        let options = "-c listen_addresses='' -c unix_socket_directories='\(directory.url.path)'"
        try server("pg_ctl", "-D", data, "-l", directory.path(of: "log"), "-w", "-o", options, "start")
    }

    /// At once, as a crash does it.
    func stop() throws {
        try server("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    }

    private var data: String { directory.path(of: "data") }

    /// The server refuses to run as root.
    private func server(_ program: String, _ arguments: String...) throws {
        let asOwner = getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] : []
        try Self.run(asOwner + [binaries + "/" + program] + arguments)
    }

    /// Foundation's `Process` waits until nobody has its pipe open, and a server that stays behind has.
    private static func run(_ command: [String]) throws {
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for stream in 0...2 as ClosedRange<Int32> {
            posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_RDWR, 0)
        }
        let arguments = command.map { strdup($0) }
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        var status: Int32 = -1
        guard posix_spawn(&child, command[0], &files, nil, arguments + [nil], [nil]) == 0,
            waitpid(child, &status, 0) == child, status == 0
        else { throw Failed(command: command.joined(separator: " ")) }
    }
}
