/// Somebody the vault keeps keys for: an end user, a colleague with a login, who wrote through the contact form.
///
/// Each of these has an identifier of its own type, and only the vault treats them alike.
public enum Person {
    public typealias ID = Identifier<Person>
}

extension Identifier {
    /// The same number, as the vault knows its holder.
    public var person: Person.ID { retyped() }

    /// The number under which the vault knows somebody, as what they are here.
    public init(person: Person.ID) {
        self = person.retyped()
    }
}
