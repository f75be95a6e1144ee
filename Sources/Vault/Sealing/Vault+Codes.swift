public import Domain
import Storage

/// Codes that were just made, sealed until their customer saved them (P13).
extension Vault {
    /// A new key for a file with codes. It is durable before the codes are: one that gets no file is swept.
    public func makeDownloadKey() async throws -> DownloadKey { try await keyStore.makeDownloadKey() }

    /// Nothing when it was destroyed.
    public func downloadKey(_ id: DownloadKey.ID) async throws -> DownloadKey? {
        try await keyStore.downloadKey(id)
    }

    /// Keys of files with codes that were made before this moment and that the key store still holds.
    public func downloadKeys(madeBefore end: Moment) async throws -> [DownloadKey.ID] {
        try await keyStore.downloadKeys(madeBefore: end)
    }

    /// Seals the codes of letters that follow each other; bound to their place, so that they cannot be moved.
    public func seal(_ codes: [EnrolmentCode], fromLetter first: Int, under key: DownloadKey) throws
        -> [UInt8]
    {
        try SealedBytes.seal(
            codes.flatMap { Array($0.reveal().utf8) }, associated: codesContext(first, key: key.id),
            key: key.key)
    }

    /// Opens codes for an act that stands in the log already; `logged` is the evidence.
    public func open(
        _ sealed: [UInt8], fromLetter first: Int, under key: DownloadKey, logged: Logged
    ) throws -> [EnrolmentCode] {
        guard logged.leaf.act == .read, logged.leaf.activity == .codeIssue else { throw VaultError.notYours }
        let bytes = try SealedBytes.open(sealed, associated: codesContext(first, key: key.id), key: key.key)
        guard bytes.count.isMultiple(of: Self.codeBytes) else { throw VaultError.damaged }
        return try stride(from: 0, to: bytes.count, by: Self.codeBytes).map { start in
            let text = String(decoding: bytes[start..<(start + Self.codeBytes)], as: UTF8.self)
            do {
                return try EnrolmentCode(typed: text)
            } catch {
                throw VaultError.damaged
            }
        }
    }

    /// What the store keeps of a mark from the blind duplicate check: hashed once more under our own key, so that the
    /// customer's secret and a stolen database together still find nobody.
    public func markHash(_ mark: [UInt8], customer: Customer.ID) throws -> [UInt8] {
        let message = AssociatedData.of("issue_mark", deployment: deployment, parts: [customer.bytes, mark])
        return try keyring.key(.blindIndex).withBytes { try Sodium.keyedHash(message, key: $0) }
    }

    private static let codeBytes = 12

    private func codesContext(_ first: Int, key: DownloadKey.ID) -> [UInt8] {
        AssociatedData.of(
            "batch_download_part", deployment: deployment, parts: [key.bytes, Int64(first).bigEndianBytes])
    }
}
