import Domain
import Yams

/// Services, recipients and the register of processing activities.
extension StatementReader {
    func services(_ document: DocumentEntry) -> [ServiceDeclaration] {
        var ids: [(id: Service, node: Node)] = []
        let services = document.items("services").compactMap { node -> ServiceDeclaration? in
            guard
                let entry = DocumentEntry(
                    reading, node, "this service", keys: ["service", "offered", "name", "summary", "fields"],
                    optional: ["origin"])
            else { return nil }
            let fields = fields(entry)
            guard let service = entry.word("service", Service.self) else { return nil }
            ids.append((service, node))
            guard let isOffered = entry.flag("offered"), let name = entry.wording("name"),
                let summary = entry.wording("summary")
            else { return nil }
            return ServiceDeclaration(
                service: service, name: name, summary: summary, isOffered: isOffered, fields: fields,
                origin: entry.wording("origin"))
        }
        reading.refuseDuplicates(ids) { "service \($0.rawValue)" }
        requireEach(ids.map(\.id), of: document, "services") { "service \($0.rawValue)" }
        return services
    }

    private func fields(_ service: DocumentEntry) -> [FieldDeclaration] {
        var ids: [(id: [String], node: Node)] = []
        let fields = service.items("fields").compactMap { node -> FieldDeclaration? in
            guard
                let entry = DocumentEntry(
                    reading, node, "this field",
                    keys: ["field", "person", "required", "why", "when_missing"],
                    optional: ["under_sixteen"])
            else { return nil }
            let (why, whenMissing) = (entry.wording("why"), entry.wording("when_missing"))
            guard let field = entry.word("field", Field.self),
                let person = entry.word("person", PersonKind.self),
                let isRequired = entry.flag("required"), let why, let whenMissing
            else { return nil }
            ids.append(([field.rawValue, person.rawValue], node))
            return FieldDeclaration(
                field: field, person: person, isRequired: isRequired,
                isOfMinors: entry.node("under_sixteen") == nil ? false : entry.flag("under_sixteen") ?? false,
                why: why, whenMissing: whenMissing)
        }
        reading.refuseDuplicates(ids) { "field \($0.joined(separator: " of "))" }
        return fields
    }

    func recipients(_ document: DocumentEntry) -> [Recipient] {
        var ids: [(id: String, node: Node)] = []
        let keys = ["id", "name", "gets", "purpose", "basis", "location"]
        let recipients = document.items("recipients").compactMap { node -> Recipient? in
            // A version from before the ledger of recipients does not say which fields one can have got.
            guard
                let entry = DocumentEntry(
                    reading, node, "this recipient", keys: keys, optional: ["channel", "fields"])
            else { return nil }
            // P74: everything stays in the Netherlands.
            if let location = entry.node("location"), entry.text("location") != "NL" {
                reading.note("location must be NL: data stays in the Netherlands (P74)", at: location)
            }
            guard let id = entry.text("id") else { return nil }
            ids.append((id, node))
            guard let name = entry.wording("name"), let gets = entry.wording("gets"),
                let purpose = entry.word("purpose", Purpose.self),
                let basis = entry.word("basis", LegalBasis.self), let location = entry.text("location")
            else { return nil }
            return Recipient(
                id: id, name: name, gets: gets, fields: FieldSet(entry.words("fields", Field.self)),
                purpose: purpose, basis: basis, location: location,
                channel: entry.node("channel") == nil ? nil : entry.word("channel", Message.Channel.self))
        }
        reading.refuseDuplicates(ids) { "recipient \($0)" }
        return recipients
    }

    func activities(
        _ document: DocumentEntry, services: [ServiceDeclaration], recipients: [Recipient]
    ) -> [ProcessingActivity] {
        var ids: [(id: String, node: Node)] = []
        let keys = [
            "id", "activity", "name", "because", "purpose", "basis", "acts", "roles", "services", "fields",
        ]
        let activities = document.items("activities").compactMap { node -> ProcessingActivity? in
            guard
                let entry = DocumentEntry(
                    reading, node, "this activity", keys: keys, optional: ["recipients", "keeps"])
            else { return nil }
            let fields = FieldSet(entry.words("fields", Field.self))
            let inServices = entry.words("services", Service.self)
            refuseUndeclared(fields, in: inServices, of: services, at: entry)
            let recipientIDs = recipientIDs(entry, known: recipients)
            let (acts, roles) = (entry.words("acts", ProcessingAct.self), entry.words("roles", Role.self))
            guard let id = entry.text("id") else { return nil }
            ids.append((id, node))
            guard let activity = entry.word("activity", Activity.self), let name = entry.wording("name"),
                let because = entry.wording("because"), let purpose = entry.word("purpose", Purpose.self),
                let basis = entry.word("basis", LegalBasis.self)
            else { return nil }
            return ProcessingActivity(
                id: id, activity: activity, name: name, because: because, purpose: purpose, basis: basis,
                acts: acts, roles: roles, services: inServices, fields: fields, recipients: recipientIDs,
                keeps: entry.words("keeps", RetentionCategory.self))
        }
        reading.refuseDuplicates(ids) { "activity \($0)" }
        requireEach(activities.map(\.activity), of: document, "activities") { "activity \($0.rawValue)" }
        return activities
    }

    /// P10: a register entry cannot touch what its services do not ask.
    private func refuseUndeclared(
        _ fields: FieldSet, in services: [Service], of declared: [ServiceDeclaration], at entry: DocumentEntry
    ) {
        guard let node = entry.node("fields") else { return }
        for service in services {
            let known = declared.first { $0.service == service }?.declaredFields ?? .none
            for field in fields.subtracting(known).fields {
                reading.note(
                    "field \(field.rawValue) is not declared by service \(service.rawValue); declare it there or remove it",
                    at: node)
            }
        }
    }

    private func recipientIDs(_ entry: DocumentEntry, known: [Recipient]) -> [Recipient.ID] {
        entry.items("recipients").compactMap { node in
            guard let id = reading.text(node, "a recipient of \(entry.name)") else { return nil }
            guard known.contains(where: { $0.id == id }) else {
                reading.note(
                    "recipient '\(id)' does not exist; add it under recipients or remove it", at: node)
                return nil
            }
            return id
        }
    }

    /// Notes every case of a closed type that the list under `key` does not have.
    func requireEach<ID: CaseIterable & Hashable>(
        _ present: [ID], of document: DocumentEntry, _ key: String, what: (ID) -> String
    ) {
        guard let node = document.node(key) else { return }
        let present = Set(present)
        for id in ID.allCases where !present.contains(id) {
            reading.note("\(what(id)) is missing under \(key); add it", at: node)
        }
    }
}
