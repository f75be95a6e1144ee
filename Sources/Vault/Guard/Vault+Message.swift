public import Domain

extension Vault {
    /// Seals a message under the person's contact key: when that key dies, so do recipient and words.
    public func sealMessage(_ bytes: [UInt8], id: Message.ID, keys: PersonKeys) throws -> [UInt8] {
        let key = try keys.key(.contact)
        return try SealedBytes.seal(bytes, associated: messageContext(id, key: key.id), key: key.key)
    }

    /// Opens a message for an act that stands in the log already; `logged` is the evidence.
    public func openMessage(
        _ sealed: [UInt8], id: Message.ID, keys: PersonKeys, logged: Logged
    ) throws -> Sensitive<[UInt8]> {
        guard logged.leaf.subject == keys.pseudonym else { throw VaultError.notYours }
        let key = try keys.key(.contact)
        return Sensitive(
            try SealedBytes.open(sealed, associated: messageContext(id, key: key.id), key: key.key))
    }

    func messageContext(_ id: Message.ID, key: PersonKey.ID) -> [UInt8] {
        AssociatedData.of("message", deployment: deployment, parts: [id.bytes, key.bytes])
    }
}
