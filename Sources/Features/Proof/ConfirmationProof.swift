import Domain
import Vault

/// P15: the customer confirms before we deliver. Every phone or SIM card that runs, against the answer it runs on and
/// against the log's own record of who gave that answer, of which customer, and when.
struct ConfirmationProof: Proof {
    let rule = """
        A constraint of the store lets no service run without a yes of its own person that was processed; the state \
        machine makes one only from an answer of the customer.
        """
    let check = """
        Each service that runs is held against its answer, that answer against the line that the customer's own people \
        left in the log, and its end against the term of the statement; nothing waits longer than it may.
        """
    private(set) var tally = Tally()
    private var rules: ConfirmationRules?
    private var now = Moment(milliseconds: 0)
    var needsPersons: Bool { true }

    /// The clock that ends and processes runs every minute; a server that stood still catches up at start.
    private static let slack = Moment.Span.days(2)

    mutating func begin(_ scene: Scene) async throws {
        rules = scene.statement.confirmation
        now = scene.now
    }

    mutating func examine(_ person: Dossier) {
        guard let mobile = person.mobile else { return }
        tally.examine()
        if let answerBy = mobile.answerBy, answerBy + Self.slack < now {
            tally.find("\(person.name): nobody answered in time, and it did not end")
        }
        if let processAt = mobile.processAt, processAt + Self.slack < now {
            tally.find("\(person.name): an answer was not processed")
        }
        guard mobile.isActive else { return }
        // Who turned sixteen keeps what they have, and it waits for their own answer.
        let mayHave: [EndUser.State] = [.active, .awaitingOwnAnswer]
        if !mayHave.map(\.rawValue).contains(person.state) {
            tally.find("\(person.name): runs for somebody who may not use it")
        }
        guard let answer = mobile.confirmation, answer.person == person.id.bytes else {
            tally.find("\(person.name): runs without an answer about this person")
            return
        }
        if answer.verdict != "yes" || answer.standing != "processed" {
            tally.find("\(person.name): runs on an answer that is no processed yes")
        }
        if !isInLog(answer, of: person) {
            tally.find("\(person.name): runs on an answer that the log did not see their customer give")
        }
        guard let settled = answer.settled, let until = mobile.confirmedUntil, let rules else {
            tally.find("\(person.name): runs without an end to its confirmation")
            return
        }
        if until > rules.validFor.end(from: settled) {
            tally.find("\(person.name): confirmed for longer than the term")
        }
        if settled < answer.given { tally.find("\(person.name): processed before it was given") }
        if until + Self.slack < now { tally.find("\(person.name): runs past its confirmation") }
    }

    /// By a role of a customer, for this person's own customer, at that moment.
    private func isInLog(_ answer: Dossier.Confirmation, of person: Dossier) -> Bool {
        guard let customer = person.customer else { return false }
        return person.leaves.contains { leaf in
            leaf.activity == .eligibility && leaf.act == .store && leaf.at == answer.given
                && leaf.role.side == .customer && leaf.organisation == .customer(customer)
        }
    }
}
