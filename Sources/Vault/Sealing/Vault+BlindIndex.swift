public import Domain

extension Vault {
    /// 128 bits by which a value can be found without being stored: keyed per field and per customer, so that one
    /// customer's index says nothing about another's.
    ///
    /// The value must be canonical: E.164 for a number, case-folded for a mail address.
    public func blindIndex(
        _ field: Field, value: Sensitive<String>, customer: Customer.ID
    ) throws -> [UInt8] {
        let context = AssociatedData.of(
            "blind_index", deployment: deployment,
            parts: [Array(field.rawValue.utf8), customer.bytes, [Self.normalisationVersion]])
        let subkey = try keyring.key(.blindIndex).withBytes { try Sodium.keyedHash(context, key: $0) }
        return try subkey.withUnsafeBytes {
            try Sodium.keyedHash(Array(value.reveal().utf8), key: $0, length: 16)
        }
    }

    private static let normalisationVersion: UInt8 = 1
}
