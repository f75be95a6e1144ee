/// What must be kept between sending a browser to a provider and its return. It prints nothing.
///
/// Whoever keeps it seals it under the browser's own token: the state then proves that the browser that returns is the
/// one that left.
public struct SignOnAttempt: Hashable, Sendable {
    /// How many random bytes one takes.
    public static let randomByteCount = 96

    public let provider: IdentityProvider.ID
    private let random: Sensitive<[UInt8]>

    /// Refuses anything but 96 bytes, which must come from the system's source of randomness.
    public init?(random: [UInt8], provider: IdentityProvider.ID) {
        guard random.count == Self.randomByteCount else { return nil }
        self.random = Sensitive(random)
        self.provider = provider
    }

    /// Comes back with the answer: it is this browser's.
    public var state: Sensitive<String> { part(0) }
    /// Comes back in the token: it was made for this attempt.
    public var nonce: Sensitive<String> { part(1) }
    /// Goes along with the code: a stolen code is worth nothing (RFC 7636).
    public var codeVerifier: Sensitive<String> { part(2) }

    /// Whether an answer with this state is to this attempt. Takes the same time for every wrong one.
    public func isAnswered(by state: String) -> Bool {
        Self.areEqual(state, self.state.reveal())
    }

    static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func part(_ index: Int) -> Sensitive<String> {
        Sensitive(Base64URL.text(random.reveal()[(index * 32)..<(index * 32 + 32)]))
    }

    private static let format: UInt8 = 1
    /// How long `bytes` are.
    public static let byteCount = 1 + 16 + randomByteCount

    public var bytes: [UInt8] { [Self.format] + provider.bytes + random.reveal() }

    /// Refuses bytes of another format or length.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount, bytes[0] == Self.format,
            let provider = IdentityProvider.ID(bytes: bytes[1..<17])
        else { return nil }
        self.init(random: Array(bytes[17...]), provider: provider)
    }
}
