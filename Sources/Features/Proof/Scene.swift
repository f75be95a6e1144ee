import Domain
import Storage
import Vault

/// What lies around the stores and is held against them. What is not given is not examined.
public struct Premises: Sendable {
    /// Directories of the installation; the key store and the root key are in the second (P70).
    public var dataDirectory: String?
    public var keysDirectory: String?
    /// Files that the server logs to (P17).
    public var logFiles: [String]
    /// Copies of the key store, wherever the operator keeps them (P44).
    public var keyBackups: [String]
    /// Checkpoints and destroyed keys as they were copied off the machine.
    public var witness: (any Witness)?
    /// Pages and mails as they leave the product (P03).
    public var renderings: [Rendering]

    public init(
        dataDirectory: String? = nil, keysDirectory: String? = nil, logFiles: [String] = [],
        keyBackups: [String] = [], witness: (any Witness)? = nil, renderings: [Rendering] = []
    ) {
        self.dataDirectory = dataDirectory
        self.keysDirectory = keysDirectory
        self.logFiles = logFiles
        self.keyBackups = keyBackups
        self.witness = witness
        self.renderings = renderings
    }
}

/// Everything that a proof may look at.
struct Scene: Sendable {
    let vault: Vault
    let data: Database
    let keys: Database
    let statements: Statements
    /// Every recorded version, read: the policy of that moment.
    let versions: [Int64: Statement]
    let premises: Premises
    let now: Moment

    var statement: Statement { statements.current }
}
