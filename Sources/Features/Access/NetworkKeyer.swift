public import Domain
import Synchronization
import Vault

/// Turns a client's network into a key for caps: hashed under a secret of this process that changes every hour, so
/// that no IP address is stored or can be worked out afterwards (P17).
public final class NetworkKeyer: Sendable {
    private struct Hour {
        var number: Int64
        var hasher: EphemeralHasher
    }

    private let hour: Mutex<Hour>
    private let clock: any Clock

    public init(clock: any Clock) {
        self.clock = clock
        hour = Mutex(Hour(number: 0, hasher: EphemeralHasher()))
    }

    /// - `network`: the bytes of the /24 (IPv4) or /64 (IPv6) the client is in.
    public func key(for network: [UInt8]) throws -> NetworkKey {
        let number = clock.now().milliseconds / 3_600_000
        let hasher = hour.withLock { hour in
            if hour.number != number { hour = Hour(number: number, hasher: EphemeralHasher()) }
            return hour.hasher
        }
        return NetworkKey(hash: try hasher.hash(network))
    }
}
