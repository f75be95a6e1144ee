public import Domain
public import Storage

/// The guard before all personal data: the only place that seals and opens, and the only one that holds keys.
///
/// Every read and write names who, why and on what ground; the policy of the statement gives a legal basis or
/// refuses; and the log leaf is durable before a plaintext is returned (P11, P70).
public final class Vault: Sendable {
    public let data: Database
    public let policy: Policy
    public let statementVersion: Int64
    /// Whether this installation was made by the demonstration.
    public let isDemonstration: Bool
    public let passwords: PasswordHash
    let deployment: [UInt8]
    let keyring: Keyring
    let keyStore: KeyStore

    /// How many persons' keys are held unwrapped, at most.
    private static let cachedPersons = 8_192

    private init(
        data: Database, policy: Policy, statementVersion: Int64, installation: Installation, keyring: Keyring,
        keyStore: KeyStore, passwords: PasswordHash
    ) {
        self.data = data
        self.policy = policy
        self.statementVersion = statementVersion
        isDemonstration = installation.isDemonstration
        deployment = installation.id
        self.keyring = keyring
        self.keyStore = keyStore
        self.passwords = passwords
    }

    /// Opens both stores as one vault, making the keyring when they are new.
    ///
    /// - `roots`: the root key in use first, then previous ones.
    /// - Refuses stores that do not belong together, and a keyring that no given root key opens.
    public static func open(
        data: Database, keys: Database, roots: [any RootKeyProvider], policy: Policy, statementVersion: Int64,
        demonstration: Bool = false, passwords: PasswordHash = .standard
    ) async throws -> Vault {
        try Sodium.start()
        let installation = try await Installation.open(data: data, keys: keys, demonstration: demonstration)
        // Twice the cached persons times two classes, and room for keys in use and for the prover's pages.
        let slab = try KeySlab(capacity: cachedPersons * 4 + 8_192)
        let keyring = try await Keyring.open(keys, deployment: installation.id, roots: roots, slab: slab)
        let keyStore = KeyStore(
            database: keys, keyring: keyring, deployment: installation.id, slab: slab,
            cache: KeyCache(persons: cachedPersons))
        return Vault(
            data: data, policy: policy, statementVersion: statementVersion, installation: installation,
            keyring: keyring, keyStore: keyStore, passwords: passwords)
    }

    /// The key store as it lies there, wrapped keys and all: the prover's second source beside the data.
    public var keyDatabase: Database { keyStore.database }

    /// New keys for a person who is about to give data: identity and contact, durable before this returns.
    public func makeKeys(for person: Identifier<some Any>) async throws -> PersonKeys {
        try await keyStore.make(for: person.person, classes: [.identity, .contact])
    }

    /// The keys of a person; `noSuchPerson` when they are erased or never were.
    public func keys(of person: Identifier<some Any>) async throws -> PersonKeys {
        try await keyStore.keys(of: person.person)
    }

    /// The keys of many, in one read and past the cache. Who is erased, or lost their keys, is absent.
    public func keys(ofAll persons: [Person.ID]) async throws -> [Person.ID: PersonKeys] {
        try await keyStore.keys(of: persons)
    }

    public func pseudonym(of person: Identifier<some Any>) async throws -> Pseudonym.ID {
        try await keyStore.keys(of: person.person).pseudonym
    }
}
