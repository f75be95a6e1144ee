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
        if person.isRestricted {
            if person.restrictions.allSatisfy({ $0.until <= late }) {
                tally.find("\(person.name): past the date until which the law kept them")
            }
            return
        }
        if let ended = person.agreement?.ended, kept.end(from: ended) <= late {
            tally.find("\(person.name): past the term after the end of the agreement")
        }
        if let until = person.keepUntil, until <= late { tally.find("\(person.name): past their own date") }
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
        let (late, longAgo) = (late, try scene.statement.term(of: .session).start(endingAt: late))
        let rows = try await scene.data.read { transaction -> [(String, [UInt8])] in
            let queries: [(String, SQL, Moment)] = [
                (
                    "enrolment attempt", "SELECT attempt_id FROM enrolment_attempt WHERE expires_at <= $1",
                    late
                ),
                (
                    "contact change", "SELECT change_id FROM contact_change WHERE expires_at <= $1", late
                ),
                ("challenge", "SELECT challenge_id FROM challenge WHERE expires_at <= $1", late),
                ("session", "SELECT session_id FROM session WHERE expires_at <= $1", late),
                ("session", "SELECT session_id FROM session WHERE created_at <= $1", longAgo),
                (
                    "message",
                    """
                    SELECT message_id FROM message
                    WHERE expires_at <= $1 AND state IN ('sent', 'failed', 'kept')
                    """,
                    late
                ),
            ]
            return try queries.flatMap { name, sql, moment in
                try transaction.rows(sql, moment).map { (name, try $0.blob(0)) }
            }
        }
        for (name, id) in rows { tally.find("\(name) \(Hex.text(id)): past its end") }
    }
}
