import Domain
import Storage

/// P02: personal apart from general. The columns that the data map calls general or free against the shapes of
/// personal contact data, and the vault's fields against the statement's catalogue.
struct ApartProof: Proof {
    let rule =
        "Every column is classed in the data map; what is personal is a field of the vault and nothing else is."
    let check = """
        Every word in a general or free column is searched for e-mail addresses and phone numbers that are not an \
        organisation's, and every field in the vault must be one of the statement's catalogue.
        """
    private(set) var tally = Tally()
    var needsPersons: Bool { true }

    mutating func examine(_ person: Dossier) {
        for field in person.fields {
            tally.examine()
            if field.known == nil { tally.find("\(person.name): a field that the statement does not know") }
            if field.known.map({ $0.keyClass.rawValue != field.keyClass }) ?? false {
                tally.find("\(person.name): a field under the key of another class")
            }
        }
    }

    mutating func conclude(_ scene: Scene) async throws {
        let scan = StoreScan(
            database: scene.data, store: .data, patterns: [.emailAddress, .phoneNumber]
        ) { content in
            content == nil || content == .general || content == .freeText
        }
        try await scan.run(into: &tally)
    }
}
