internal import FoundationEssentials

/// The signatures we accept, and no others: `none` and those with a shared secret cannot be written (RFC 7518).
public enum SignatureAlgorithm: String, CaseIterable, Sendable {
    case rs256 = "RS256"
    case ps256 = "PS256"
    case es256 = "ES256"
}

/// A public key of a provider (RFC 7517), for signatures that we accept.
public struct JSONWebKey: Hashable, Sendable {
    /// Numbers with the big end first.
    public enum Material: Hashable, Sendable {
        case rsa(modulus: [UInt8], exponent: [UInt8])
        case p256(x: [UInt8], y: [UInt8])
    }

    public let id: String?
    /// The one signature that the key is for, when the provider says so.
    public let algorithm: SignatureAlgorithm?
    public let material: Material

    public init(id: String?, algorithm: SignatureAlgorithm?, material: Material) {
        self.id = id
        self.algorithm = algorithm
        self.material = material
    }

    public func serves(_ algorithm: SignatureAlgorithm) -> Bool {
        guard self.algorithm == nil || self.algorithm == algorithm else { return false }
        return switch (algorithm, material) {
        case (.rs256, .rsa), (.ps256, .rsa), (.es256, .p256): true
        default: false
        }
    }
}

/// The keys that a provider publishes.
public struct JSONWebKeySet: Hashable, Sendable {
    public let keys: [JSONWebKey]

    private static let keysMax = 100

    public init(keys: [JSONWebKey]) {
        self.keys = keys
    }

    /// Reads the document. Keys of other kinds, for other uses or malformed are left out, as the standard asks.
    public init(json: [UInt8]) throws(DiscoveryRefusal) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(json)),
            document.keys.count <= Self.keysMax
        else { throw .malformed }
        keys = document.keys.compactMap(JSONWebKey.init)
    }

    private struct Document: Decodable {
        let keys: [JSONValue]
    }
}

extension JSONWebKey {
    /// 2,048 to 8,192 bits: shorter ones can be broken, longer ones cost us too much work.
    private static let modulusBytes = 256...1_024
    private static let coordinateBytes = 32

    fileprivate init?(_ json: JSONValue) {
        guard case .object(let members) = json, let kind = members["kty"]?.text,
            members["use"] == nil || members["use"] == .text("sig"),
            members["key_ops"].map({ $0.list?.contains(.text("verify")) == true }) ?? true,
            let material = Self.material(kind, members)
        else { return nil }
        var algorithm: SignatureAlgorithm?
        if let name = members["alg"] {
            guard let known = name.text.flatMap(SignatureAlgorithm.init) else { return nil }
            algorithm = known
        }
        self.init(id: members["kid"]?.text, algorithm: algorithm, material: material)
    }

    private static func material(_ kind: String, _ members: [String: JSONValue]) -> Material? {
        func number(_ name: String) -> [UInt8]? { members[name]?.text.flatMap { Base64URL.bytes($0) } }
        switch kind {
        case "RSA":
            guard let n = number("n").map(significant), let e = number("e").map(significant),
                modulusBytes.contains(n.count), (1...4).contains(e.count), let last = e.last,
                !last.isMultiple(of: 2), e != [1]
            else { return nil }
            return .rsa(modulus: n, exponent: e)
        case "EC":
            guard members["crv"] == .text("P-256"), let x = number("x"), let y = number("y"),
                x.count == coordinateBytes, y.count == coordinateBytes
            else { return nil }
            return .p256(x: x, y: y)
        default: return nil
        }
    }

    private static func significant(_ number: [UInt8]) -> [UInt8] { Array(number.drop { $0 == 0 }) }
}

/// The port through which a signature is checked.
public protocol SignatureChecking: Sendable {
    /// False for everything that is not a valid signature of this message by this key.
    func isValid(
        _ signature: [UInt8], of message: [UInt8], by key: JSONWebKey, _ algorithm: SignatureAlgorithm
    ) -> Bool
}
