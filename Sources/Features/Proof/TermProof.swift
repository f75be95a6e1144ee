import Domain
import Storage

/// P40: at most one year after the end. The data's own dates against the statement's terms, and the key store's
/// persons against those whom the data store may still keep.
struct TermProof: Proof {
    let rule =
        "The retention sweep destroys every person whose agreement ended a term ago, and what is short-lived on its date."
    let check = """
        Every person is held against the end of the contract and the statement's term, counted in calendar time \
        (with an hour for the job that runs); short-lived rows against their own end; keys against persons.
        """
    private(set) var tally = Tally()
    private var kept = CalendarTerm.years(1)
    private var late = Moment(milliseconds: 0)
    var needsPersons: Bool { true }

    mutating func begin(_ scene: Scene) async throws {
        kept = try scene.statement.term(of: .endUserData)
        late = scene.now - .hours(1)
    }

    mutating func examine(_ person: Dossier) {
        tally.examine()
        if person.isRestricted || person.state == EndUser.State.erased.rawValue {
            examineKept(person)
            return
        }
        if let ended = person.agreement?.ended, kept.end(from: ended) <= late {
            tally.find("\(person.name): past the term after the end of the agreement")
        }
        if let until = person.keepUntil, until <= late { tally.find("\(person.name): past their own date") }
    }

    /// Of whom the law or a hold keeps something: each class for as long as its last reason, and no longer.
    private mutating func examineKept(_ person: Dossier) {
        let reasons =
            person.restrictions.map { (keyClass: $0.keyClass, until: $0.until) }
            + person.holds.map { (keyClass: $0.keyClass, until: $0.until) }
        if reasons.allSatisfy({ $0.until <= late }) {
            return tally.find("\(person.name): past the date until which the law kept them")
        }
        guard person.state == EndUser.State.erased.rawValue else { return }
        for field in person.fields {
            let isKept = reasons.contains { $0.keyClass == field.keyClass && late < $0.until }
            if !isKept { tally.find("\(person.name): \(field.field) is past its last reason") }
        }
    }

    mutating func conclude(_ scene: Scene) async throws {
        try await examineShortLived(scene)
        for try await page in KeyHolders(keys: scene.keys) {
            tally.examine(page.count)
            let older = page.filter { $0.made < scene.now - .days(1) }
            let gone = try await scene.data.read { try older.withoutRow(in: $0) }
            for holder in gone { tally.find("person \(holder.pseudonym): keys kept after the data went") }
        }
    }

    private mutating func examineShortLived(_ scene: Scene) async throws {
        let kinds = try ShortLived.all(scene.statement, at: late)
        let rows = try await scene.data.read { transaction in
            try kinds.flatMap { kind in try kind.ids(in: transaction).map { (kind.name, $0) } }
        }
        for (name, id) in rows { tally.find("\(name) \(Hex.text(id)): past its end") }
    }
}
