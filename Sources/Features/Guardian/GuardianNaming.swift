import Domain
import Storage
import Vault

/// The child that a guardian decides about, as far as asking them needs.
struct MinorChild: Sendable {
    let id: EndUser.ID
    let customer: Customer.ID
    let service: Service
    let pseudonym: Pseudonym.ID
}

/// Makes somebody a guardian whom a child named, and asks them (P18). In the transaction of the naming.
struct GuardianNaming: Sendable {
    let vault: Vault
    let outbox: Outbox

    /// - `given`: when the child filled it in, on which `form`.
    /// - `until`: until when the links work.
    func name(
        _ named: GuardianForm.Named, keys: PersonKeys, by child: MinorChild, given: Moment, form: String,
        language: Language, until: Moment, in transaction: Transaction
    ) throws {
        let id = Guardian.ID(person: keys.person)
        try GuardianQueries.insert(id, keys: keys, child: child.id, language: language, in: transaction)
        let access = Access(
            actor: Actor(role: .endUser, organisation: .none, pseudonym: child.pseudonym),
            purpose: .delivery, ground: .serviceDelivery)
        try vault.record(
            Processing(
                .collect, .guardianConsent, service: child.service, fields: FieldSet(named.fields),
                subject: keys.pseudonym), access: access, in: transaction)
        // P18: that this person is a minor stands in their own log too, apart from what their row says.
        try vault.record(
            Processing(
                .store, .guardianConsent, service: child.service, fields: .none, subject: child.pseudonym),
            access: access, in: transaction)
        let provenance = Provenance(source: .child, given: given, formVersion: form, service: child.service)
        let values = [
            named.mobileNumber.map { FieldValue(.mobileNumber, $0.e164, provenance) },
            named.emailAddress.map { FieldValue(.emailAddress, $0.canonical, provenance) },
        ].compactMap(\.self)
        try vault.store(values, of: keys, as: .guardian(id, child.service), access: access, in: transaction)
        if let number = named.mobileNumber {
            try GuardianQueries.index(
                id, digest: try vault.guardianIndex(number, customer: child.customer), keys: keys,
                in: transaction)
        }
        try ConsentQueries.ask(id, child: child.id, in: transaction)
        try ask(
            named, guardian: id, keys: keys, customer: child.customer, service: child.service,
            language: language, until: until, isReminder: false, in: transaction)
    }

    /// Sends the question along every way that is known, each with a link of its own.
    func ask(
        _ named: GuardianForm.Named, guardian: Guardian.ID, keys: PersonKeys, customer: Customer.ID,
        service: Service, language: Language, until: Moment, isReminder: Bool, in transaction: Transaction
    ) throws {
        let ways = [named.mobileNumber.map(MessageAddress.sms), named.emailAddress.map(MessageAddress.mail)]
        for way in ways.compactMap(\.self) {
            let token = try Token.random()
            try GuardianQueries.insertLink(
                token, guardian: guardian, channel: way.channel, expires: until, in: transaction)
            try outbox.queue(
                .guardianRequest(
                    token: Sensitive(token.reveal()), until: until, isReminder: isReminder),
                to: way, language: language, keys: keys, customer: customer, service: service,
                in: transaction)
        }
    }
}
