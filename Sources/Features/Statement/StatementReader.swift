import Domain
import Yams

/// Reads the parts of the document in their order and holds them against each other.
struct StatementReader {
    let reading: DocumentReading
    let privacyContact: String

    /// Nothing when a part could not be read: then a problem was noted.
    func read(_ root: Node, hash: String) -> Statement? {
        let keys = [
            "version", "effective_from", "controller", "fields", "acts", "purposes", "bases", "roles",
            "services",
            "recipients", "confirmation", "retention", "activities", "duties", "consents", "promises",
            "one_minute",
            "sections",
        ]
        guard let document = DocumentEntry(reading, root, "the statement", keys: keys) else { return nil }
        let version = document.number("version")
        let effectiveFrom = day("effective_from", of: document)
        let controller = document.node("controller").flatMap(controller)
        let vocabulary = vocabulary(document)
        let services = services(document)
        let recipients = recipients(document)
        let retention = retention(document)
        let confirmation = document.node("confirmation").flatMap(confirmation)
        let activities = activities(document, services: services, recipients: recipients)
        let duties = duties(document)
        let consents = consents(document)
        let promises = promises(document, controller: controller)
        let oneMinute = points(document, controller: controller)
        let sections = sections(document, controller: controller)

        guard let version, let effectiveFrom, let controller, let vocabulary, let confirmation,
            reading.problems.isEmpty
        else {
            return nil
        }
        return Statement(
            version: version, hash: hash, effectiveFrom: effectiveFrom, controller: controller,
            services: services, activities: activities, recipients: recipients, retention: retention,
            confirmation: confirmation, duties: duties, consents: consents, vocabulary: vocabulary,
            promises: promises, oneMinute: oneMinute, sections: sections)
    }

    private func day(_ key: String, of document: DocumentEntry) -> Moment? {
        guard let node = document.node(key), let text = document.text(key) else { return nil }
        guard let day = CalendarDay(text) else {
            reading.note("\(key) must be a day, written as 2026-11-01", at: node)
            return nil
        }
        return day.start
    }

    /// P03: nothing starts without a contact for privacy.
    private func controller(_ node: Node) -> Controller? {
        guard
            let entry = DocumentEntry(
                reading, node, "controller", keys: ["name", "address", "postcode", "city"],
                optional: ["phone"])
        else { return nil }
        let phone = entry.text("phone")
        if EmailAddress(privacyContact) == nil {
            reading.note(
                "the contact for privacy is a required setting (P03); set it to an e-mail address", at: node)
        }
        guard let name = entry.text("name"), let address = entry.text("address"),
            let postcode = entry.text("postcode"), let city = entry.text("city")
        else { return nil }
        return Controller(
            name: name, address: address, postcode: postcode, city: city, privacyContact: privacyContact,
            phone: phone)
    }
}
