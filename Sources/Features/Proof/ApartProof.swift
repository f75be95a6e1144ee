import Domain
import Storage

/// P02: personal apart from general. The columns that the data map calls general or free against the shapes of
/// personal contact data, the contact points in the clear against the rule for what is general, and the vault's fields
/// against the statement's catalogue.
struct ApartProof: Proof {
    let rule =
        "Every column is classed in the data map; what is personal is a field of the vault and nothing else is."
    let check = """
        Every word in a general or free column is searched for e-mail addresses and phone numbers that are not an \
        organisation's; every contact point in the clear must pass the rule for general mailboxes and numbers, and \
        one of a colleague must name an account of the same customer; every field in the vault must be one of the \
        statement's catalogue.
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
        try await examineContactPoints(scene)
    }

    private mutating func examineContactPoints(_ scene: Scene) async throws {
        let points = try await scene.data.read { transaction in
            try transaction.rows(
                """
                SELECT p.point_id, p.class, p.place, p.account_id,
                    (SELECT COUNT(*) FROM account a
                        WHERE a.account_id = p.account_id AND a.customer_id = p.customer_id)
                FROM contact_point p ORDER BY p.point_id
                """
            ).map { row in
                Point(
                    id: try row.blob(0), isGeneral: try row.text(1) == "general",
                    place: try row.optionalText(2),
                    isOfTheCustomer: try row.int(4) == 1)
            }
        }
        for point in points {
            tally.examine()
            let name = "contact point \(Hex.text(point.id))"
            if let place = point.place, !ContactPoint.isGeneral(place) {
                tally.find("\(name): is personal, in the clear")
            }
            if !point.isGeneral, point.place != nil || !point.isOfTheCustomer {
                tally.find("\(name): is no reference to a colleague of the customer")
            }
        }
    }

    private struct Point: Sendable {
        let id: [UInt8]
        let isGeneral: Bool
        let place: String?
        let isOfTheCustomer: Bool
    }
}
