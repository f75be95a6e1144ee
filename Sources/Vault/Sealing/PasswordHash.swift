public import Domain
internal import Foundation
internal import Threads

/// What the store keeps of a password: an Argon2id string (PHC) with its own salt and cost.
///
/// Guaranteed: two at once in the whole process, on threads of their own; the same letters typed on another keyboard are
/// the same password (NFC). What a new password must be is `PasswordRule`'s.
public struct PasswordHash: Sendable {
    /// Too many people are signing in at this moment: try again.
    public struct Busy: Error, Equatable, Sendable {
        public init() {}
    }

    /// What every installation asks.
    public static let standard = PasswordHash(cost: .standard)

    private let cost: PasswordCost
    /// The hash of random bytes that were thrown away, at the same cost.
    private let nobody: String

    /// A hash takes a core and 32 MiB for tens of milliseconds: a flood of sign-ins takes neither the memory nor more
    /// than its share of the cores.
    private static let threads = WorkerThreads<Void>(slots: 2, waiting: 32) {}

    private init(cost: PasswordCost) {
        self.cost = cost
        nobody =
            "$argon2id$v=19$m=\(cost.memoryKibibytes),t=\(cost.passes),p=1"
            + "$U275vpfEU7YpID3YoVEiBg$JKlszW99VguKWQtW6RI4twmKg6P1Xd8PNAxyDK3UrCU"
    }

    /// For tests, where hundreds of people choose a password that nobody guesses.
    package static let quick = PasswordHash(cost: PasswordCost(passes: 1, memoryKibibytes: 8))

    public func make(_ password: Sensitive<String>) async throws -> String {
        let bytes = Self.normalised(password)
        return try await Self.hashing { [cost] in try Sodium.passwordHash(bytes.reveal(), cost: cost) }
    }

    /// Refuses a stored string that is none, or that asks for more than we ever would: a row cannot take our memory.
    public func verify(_ password: Sensitive<String>, against stored: String) async throws -> Bool {
        guard let asked = PasswordCost(phc: stored), asked.isAtMost(.ceiling) else {
            throw VaultError.damaged
        }
        let bytes = Self.normalised(password)
        return try await Self.hashing { try Sodium.isPassword(bytes.reveal(), of: stored) }
    }

    /// Takes the time of `verify`, for an account that does not exist: nobody learns from the clock who has one.
    public func verifyNobody(_ password: Sensitive<String>) async throws {
        _ = try await verify(password, against: nobody)
    }

    /// Whether it was made at another cost than we take now: after a sign-in that succeeded, `make` it anew.
    public func needsRehash(_ stored: String) -> Bool {
        PasswordCost(phc: stored) != cost
    }

    /// Refuses with `Busy`.
    private static func hashing<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await threads.run({ _ in Result { try work() } }, refused: { .failure(Busy()) }).get()
    }

    private static func normalised(_ password: Sensitive<String>) -> Sensitive<[UInt8]> {
        Sensitive(Array(password.reveal().precomposedStringWithCanonicalMapping.utf8))
    }
}

/// What one Argon2id hash asks: passes, and memory.
struct PasswordCost: Equatable {
    let passes: Int
    let memoryKibibytes: Int

    /// 40 to 55 ms on a machine of two cores; t=2 with 19 MiB, which is often named, took 16 there.
    static let standard = PasswordCost(passes: 3, memoryKibibytes: 32_768)
    /// What a setting of ours may have been, at any time.
    static let ceiling = PasswordCost(passes: 8, memoryKibibytes: 131_072)

    init(passes: Int, memoryKibibytes: Int) {
        self.passes = passes
        self.memoryKibibytes = memoryKibibytes
    }

    /// Reads `$argon2id$v=19$m=32768,t=3,p=1$salt$hash`.
    init?(phc: String) {
        let parts = phc.split(separator: "$", omittingEmptySubsequences: false)
        guard phc.utf8.count < 128, parts.count == 6, parts[0].isEmpty, parts[1] == "argon2id",
            parts[2] == "v=19"
        else { return nil }
        let costs = parts[3].split(separator: ",")
        guard costs.count == 3, costs[0].hasPrefix("m="), costs[1].hasPrefix("t="), costs[2] == "p=1",
            let memory = Int(costs[0].dropFirst(2)), let passes = Int(costs[1].dropFirst(2))
        else { return nil }
        self.init(passes: passes, memoryKibibytes: memory)
    }

    func isAtMost(_ other: PasswordCost) -> Bool {
        passes <= other.passes && memoryKibibytes <= other.memoryKibibytes
    }
}
