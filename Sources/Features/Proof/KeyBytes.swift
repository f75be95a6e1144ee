import Foundation

/// Looks for keys' random numbers in the raw bytes of a file, whatever its format: a copy has nowhere to hide them.
enum KeyBytes {
    /// The first eight of sixteen random bytes: enough to be found by, and never there by chance.
    static func start(of key: [UInt8]) -> UInt64 {
        key.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// How many of the keys begin somewhere in the file.
    static func count(of keys: Set<UInt64>, in path: String) throws -> Int {
        if keys.isEmpty { return 0 }
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var found: Set<UInt64> = []
        var (window, filled): (UInt64, Int) = (0, 0)
        while let data = try file.read(upToCount: 1 << 20), !data.isEmpty {
            for byte in [UInt8](data) {
                window = window << 8 | UInt64(byte)
                filled += 1
                if filled >= 8, keys.contains(window) { found.insert(window) }
            }
        }
        return found.count
    }
}
