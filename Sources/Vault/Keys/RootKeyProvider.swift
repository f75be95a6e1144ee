/// Where the root key lives. It wraps the keyring and nothing else, and it is in no backup.
///
/// The embedded default is a file beside the data; a security module or a key service is another provider.
public protocol RootKeyProvider: Sendable {
    /// Which root key this is; stored beside what it wrapped.
    var id: String { get }
    func wrap(_ key: [UInt8], context: [UInt8]) throws -> [UInt8]
    func unwrap(_ wrapped: [UInt8], context: [UInt8]) throws -> [UInt8]
}
