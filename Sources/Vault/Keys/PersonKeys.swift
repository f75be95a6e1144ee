public import Domain

public enum PersonKey {
    public typealias ID = Identifier<PersonKey>
}

/// The keys of one person, unwrapped, and the pseudonym under which the log knows them.
public struct PersonKeys: Sendable {
    public let person: Person.ID
    public let pseudonym: Pseudonym.ID
    let keys: [KeyClass: ClassKey]

    struct ClassKey: Sendable {
        let id: PersonKey.ID
        let key: LockedKey
    }

    /// The public name of the key of a class; nothing when that class was destroyed.
    public func keyID(_ keyClass: KeyClass) -> PersonKey.ID? { keys[keyClass]?.id }

    func key(_ keyClass: KeyClass) throws -> ClassKey {
        guard let key = keys[keyClass] else { throw VaultError.noSuchPerson }
        return key
    }
}
