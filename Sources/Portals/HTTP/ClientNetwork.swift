/// A range of addresses, such as `10.0.0.0/8` or `::1`, for the list of trusted proxies.
public struct NetworkRange: Sendable {
    private let bytes: [UInt8]
    private let bits: Int

    /// Refuses what is no address, or a length that the address does not have.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
        bytes = address.bytes
        if parts.count == 2 {
            guard let bits = Int(parts[1]), (0...bytes.count * 8).contains(bits) else { return nil }
            self.bits = bits
        } else {
            bits = bytes.count * 8
        }
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == bytes.count else { return false }
        return address.masked(to: bits) == IPAddress(bytes: bytes).masked(to: bits)
    }
}

/// The network a request comes from: /24 or /64, so that one household is one guesser and no address is kept.
///
/// P17: only a keyed hash of it that changes every hour leaves this file, and that lives in memory alone.
struct ClientNetwork: Sendable {
    let bytes: [UInt8]

    /// - Parameters:
    ///   - peer: the address at the other end of the socket.
    ///   - forwardedFor: the values of `X-Forwarded-For`, believed from right to left as long as the one who
    ///     says it is a proxy of ours.
    init(peer: String?, forwardedFor: [String], trusted: [NetworkRange]) {
        var address = peer.flatMap { IPAddress($0) } ?? IPAddress(bytes: [0, 0, 0, 0])
        var claims = forwardedFor.joined(separator: ",").split(separator: ",")[...]
        while trusted.contains(where: { [address] in $0.contains(address) }), let claim = claims.popLast() {
            guard let next = IPAddress(String(claim.filter { $0 != " " })) else { break }
            address = next
        }
        bytes = address.masked(to: address.bytes.count == 4 ? 24 : 64).bytes
    }
}

/// An IPv4 or IPv6 address as bytes; IPv4 mapped into IPv6 is IPv4.
struct IPAddress: Hashable, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init?(_ text: String) {
        if text.contains(":") {
            guard let bytes = Self.version6(text) else { return nil }
            let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
            self.bytes = isMapped ? Array(bytes[12...]) : bytes
        } else {
            guard let bytes = Self.version4(text) else { return nil }
            self.bytes = bytes
        }
    }

    func masked(to bits: Int) -> IPAddress {
        var result = bytes
        for index in result.indices {
            let kept = min(8, max(0, bits - index * 8))
            result[index] &= kept == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
        }
        return IPAddress(bytes: result)
    }

    private static func version4(_ text: some StringProtocol) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.count <= 3 ? UInt8($0) : nil }
        return parts.count == 4 && numbers.count == 4 ? numbers : nil
    }

    private static func version6(_ text: String) -> [UInt8]? {
        let bare = text.split(separator: "%", maxSplits: 1).first ?? ""
        guard bare.utf8.count <= 45 else { return nil }
        let halves = bare.split(separator: "::", maxSplits: 2, omittingEmptySubsequences: false)
        guard halves.count <= 2, let head = halves.first.flatMap(words),
            let tail = halves.count == 2 ? words(halves[1]) : []
        else { return nil }
        let missing = 16 - head.count - tail.count
        guard halves.count == 2 ? missing >= 2 : missing == 0 else { return nil }
        return head + [UInt8](repeating: 0, count: missing) + tail
    }

    private static func words(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        var result = [UInt8]()
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            if part.contains(".") {
                guard let four = version4(part) else { return nil }
                result += four
            } else {
                guard part.count <= 4, let word = UInt16(part, radix: 16) else { return nil }
                result += [UInt8(word >> 8), UInt8(word & 255)]
            }
        }
        return result.count <= 16 ? result : nil
    }
}
