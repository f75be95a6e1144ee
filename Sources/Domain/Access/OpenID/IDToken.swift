internal import FoundationEssentials

/// A signed token that says who somebody is (RFC 7515 in compact form), not yet believed. It prints nothing.
public struct IDToken: Sendable {
    public let algorithm: SignatureAlgorithm
    public let keyID: String?
    private let signed: Sensitive<[UInt8]>
    private let signature: [UInt8]
    private let payload: Sensitive<[UInt8]>

    private static let bytesMax = 32_768

    /// Reads form and header. What it claims is not looked at before its signature was.
    public init(compact: Sensitive<String>) throws(IDTokenRefusal) {
        let text = compact.reveal()
        guard text.utf8.count <= Self.bytesMax else { throw .tooLong }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Base64URL.bytes(parts[0]),
            let payload = Base64URL.bytes(parts[1]), let signature = Base64URL.bytes(parts[2]),
            let members = try? JSONDecoder().decode([String: JSONValue].self, from: Data(header)),
            let name = members["alg"]?.text
        else { throw .malformed }
        guard let algorithm = SignatureAlgorithm(rawValue: name) else { throw .algorithmNotAllowed }
        guard members["crit"] == nil else { throw .criticalHeader }
        if let type = members["typ"], type.text?.lowercased() != "jwt" { throw .wrongType }
        if let id = members["kid"], id.text == nil { throw .malformed }
        self.algorithm = algorithm
        keyID = members["kid"]?.text
        signed = Sensitive(Array("\(parts[0]).\(parts[1])".utf8))
        self.signature = signature
        self.payload = Sensitive(payload)
    }

    /// The key that must have signed it: the one with its id, or without an id the only one that can.
    public func key(in set: JSONWebKeySet) throws(IDTokenRefusal) -> JSONWebKey {
        let named = set.keys.filter { keyID == nil || $0.id == keyID }
        guard !named.isEmpty else { throw .unknownKey }
        let fitting = named.filter { $0.serves(algorithm) }
        guard let key = fitting.first else { throw .algorithmNotAllowed }
        guard keyID != nil || fitting.count == 1 else { throw .unknownKey }
        return key
    }

    /// What it claims, once a published key is seen to have signed it.
    public func claims(
        signedBy set: JSONWebKeySet, check: some SignatureChecking
    ) throws(IDTokenRefusal) -> IDTokenClaims {
        let key = try key(in: set)
        guard check.isValid(signature, of: signed.reveal(), by: key, algorithm) else { throw .badSignature }
        guard let values = try? JSONDecoder().decode([String: JSONValue].self, from: Data(payload.reveal()))
        else { throw .malformed }
        return IDTokenClaims(values)
    }
}
