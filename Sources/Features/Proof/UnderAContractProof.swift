import Domain
import Storage

/// P01: nobody without a customer. The data store's rows against its contracts, and the key store's persons
/// against the data store.
struct UnderAContractProof: Proof {
    let rule =
        "No end user and no code exists outside one customer's contract: keys and policy both need one."
    let check = """
        Every person and code is held against the contract of its own customer, and every person in the key store \
        against the persons, open enrolments, accounts and contact requests in the data store.
        """
    private(set) var tally = Tally()
    var needsPersons: Bool { true }

    mutating func examine(_ person: Dossier) {
        tally.examine()
        if person.agreement == nil { tally.find("\(person.name): no contract of its customer") }
        let foreign = person.fields.contains { $0.customer != person.customer?.bytes }
        if foreign { tally.find("\(person.name): a field under another customer") }
    }

    mutating func conclude(_ scene: Scene) async throws {
        try await examineCodes(scene)
        try await examineKeys(scene)
    }

    private mutating func examineCodes(_ scene: Scene) async throws {
        let (count, orphans) = try await scene.data.read { transaction in
            (
                try transaction.row("SELECT COUNT(*) FROM enrolment_code")?.int(0) ?? 0,
                try transaction.rows(
                    """
                    SELECT k.code_id FROM enrolment_code k
                    LEFT JOIN contract c ON c.contract_id = k.contract_id AND c.customer_id = k.customer_id
                    LEFT JOIN customer o ON o.customer_id = c.customer_id
                    WHERE o.customer_id IS NULL
                    """
                ).map { Hex.text(try $0.blob(0)) }
            )
        }
        tally.examine(Int(count))
        for code in orphans { tally.find("code \(code): no contract of its customer") }
    }

    /// Keys are made before the person's row and swept when it never comes: a day is enough for that.
    private mutating func examineKeys(_ scene: Scene) async throws {
        let settled = scene.now - .days(1)
        for try await page in KeyHolders(keys: scene.keys) {
            tally.examine(page.count)
            let older = page.filter { $0.made < settled }
            let unknown = try await scene.data.read { try older.withoutRow(in: $0) }
            for holder in unknown { tally.find("person \(holder.pseudonym): keys without a person") }
        }
    }
}
