import Domain

/// P14: a phone or SIM card needs name, address and date of birth, and how to reach somebody: all of it and no more.
/// What is in the vault against what the statement requires, for everyone whose service runs or is asked for.
struct DeviceNeedsProof: Proof {
    let rule = """
        The service declares its fields, the form asks each of them, and an application is stored in one transaction \
        with all of them or not at all.
        """
    let check = """
        The fields in the vault of everyone with a phone or SIM card are held against those that the statement \
        requires of them, and against the words of the form on which each was given.
        """
    private(set) var tally = Tally()
    private var required: [Field] = []
    private var declared = FieldSet.none
    private var forms: [String: Form] = [:]
    var needsPersons: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        let own = scene.statement.service(.mobile)?.fields.filter { $0.person == .endUser } ?? []
        // Who was helped to enrol may have no e-mail address, as the form says.
        required = own.filter { $0.isRequired && $0.field != .emailAddress }.map(\.field)
        declared = FieldSet(own.map(\.field))
        forms = try await Form.all(in: scene.data)
    }

    mutating func examine(_ person: Dossier) {
        guard person.mobile != nil || person.isMobile, person.state != "erased" else { return }
        tally.examine()
        guard person.isMobile, let mobile = person.mobile else {
            tally.find("\(person.name): a phone or SIM card that no agreement is for, or the other way round")
            return
        }
        let held = Set(person.fields.compactMap(\.known))
        for field in required where !held.contains(field) && mobile.state != "ended" {
            tally.find("\(person.name): applied without \(field.rawValue)")
        }
        for field in person.fields {
            guard let known = field.known, declared.contains(FieldSet([known])) else {
                tally.find("\(person.name): \(field.known?.rawValue ?? "a field") that a phone does not need")
                continue
            }
            if forms[field.formVersion]?.asks(known) != true {
                tally.find("\(person.name): \(known.rawValue), which its form did not ask")
            }
        }
    }
}
