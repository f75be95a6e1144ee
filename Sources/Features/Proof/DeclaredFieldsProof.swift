import Domain

/// P10: only what the service needs. What is in the vault against what the statement declares for the service
/// that the customer bought.
struct DeclaredFieldsProof: Proof {
    let rule =
        "The vault stores a field only when the policy of the statement declares it for the person's service."
    let check = """
        Every field in the vault is held against the declaration of its contract's service in the statement, and \
        its moment against the contract's begin and end.
        """
    private(set) var tally = Tally()
    private var declared: [String: FieldSet] = [:]
    private var kept = CalendarTerm.years(1)
    private var now = Moment(milliseconds: 0)
    var needsPersons: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        for service in Service.allCases {
            declared[service.rawValue] = scene.statement.policy.declaredFields(service)
        }
        kept = try scene.statement.term(of: .endUserData)
        now = scene.now
    }

    mutating func examine(_ person: Dossier) {
        for field in person.fields {
            tally.examine()
            let known = field.known
            guard let agreement = person.agreement else {
                tally.find("\(person.name): \(known?.rawValue ?? "a field") without a contract")
                continue
            }
            let name = "\(person.name): \(known?.rawValue ?? "a field that the statement does not know")"
            let allowed = declared[agreement.service] ?? .none
            guard let known, allowed.contains(FieldSet([known])) else {
                tally.find("\(name), not declared for \(agreement.service)")
                continue
            }
            if field.service != agreement.service { tally.find("\(name), stored for another service") }
            if !agreement.isActive(at: field.given) {
                tally.find("\(name), given while no service was bought")
            } else if let ended = agreement.ended, kept.end(from: ended) <= now, !person.isRestricted {
                tally.find("\(name), whose service ended longer ago than the term")
            }
        }
    }
}
