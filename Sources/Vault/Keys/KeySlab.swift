import CSodium
import Synchronization

/// Room for a bounded number of 32-byte keys in one locked allocation that never reaches swap or a core file.
///
/// One allocation per key fails at some sixteen thousand keys, and the password hash after it; so there is one slab,
/// and a `LockedKey` holds a slot of it for as long as it lives.
// Unchecked because the memory is guarded by hand: a slot is written only while its one owner is being made, and
// the list of free slots stands behind the mutex.
final class KeySlab: @unchecked Sendable {
    private let memory: UnsafeMutableRawPointer
    private let capacity: Int
    private let free: Mutex<[Int]>

    init(capacity: Int) throws {
        try Sodium.start()
        guard let memory = sodium_malloc(capacity * Sodium.keyLength) else {
            throw VaultError.tooManyKeysInUse
        }
        self.memory = memory
        self.capacity = capacity
        free = Mutex(Array((0..<capacity).reversed()))
    }

    deinit {
        sodium_free(memory)
    }

    /// Copies a key in and returns its owner.
    func hold(_ key: consuming [UInt8]) throws -> LockedKey {
        guard key.count == Sodium.keyLength else { throw VaultError.badKey }
        guard let slot = free.withLock({ $0.popLast() }) else { throw VaultError.tooManyKeysInUse }
        var copy = key
        copy.withUnsafeMutableBytes { bytes in
            if let base = bytes.baseAddress {
                (memory + slot * Sodium.keyLength).copyMemory(from: base, byteCount: Sodium.keyLength)
                sodium_memzero(base, bytes.count)
            }
        }
        return LockedKey(slab: self, slot: slot)
    }

    fileprivate func bytes(_ slot: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: memory + slot * Sodium.keyLength, count: Sodium.keyLength)
    }

    fileprivate func release(_ slot: Int) {
        sodium_memzero(memory + slot * Sodium.keyLength, Sodium.keyLength)
        free.withLock { $0.append(slot) }
    }
}

/// One key in locked memory. Zeroed when the last holder lets go. Prints nothing.
final class LockedKey: Sendable, CustomStringConvertible {
    private let slab: KeySlab
    private let slot: Int

    fileprivate init(slab: KeySlab, slot: Int) {
        self.slab = slab
        self.slot = slot
    }

    deinit {
        slab.release(slot)
    }

    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(slab.bytes(slot))
    }

    var description: String { "(key)" }
}
