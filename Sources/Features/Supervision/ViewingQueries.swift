import Domain
import Storage
import Vault

/// One time that something of a person was opened.
struct Viewing: Sendable {
    let account: Account.ID
    let file: CaseFile.ID
    /// Nothing when the person is gone.
    let person: EndUser.ID?
    let isBreakGlass: Bool
    let at: Moment

    /// Whom it was about: two cases of one person are one; who is gone counts by their case.
    var whom: [UInt8] { person?.bytes ?? file.bytes }
}

/// Counts of what each account opened, made of the openings of a month.
struct ViewingBook: Sendable {
    private let viewings: [Viewing]
    private let now: Moment

    init(now: Moment, in transaction: Transaction) throws {
        let start = CalendarDay.start(of: now - .days(30))
        self.init(
            try Self.viewings(from: start, until: now + .milliseconds(1), in: transaction), now: now)
    }

    /// As it stood at a moment: what came later, and what was more than a month before, is left out.
    init(_ viewings: [Viewing], now: Moment) {
        self.now = now
        let start = CalendarDay.start(of: now - .days(30))
        self.viewings = viewings.filter { start <= $0.at && $0.at <= now }
    }

    static func viewings(
        from start: Moment, until end: Moment, in transaction: Transaction
    ) throws -> [Viewing] {
        try transaction.rows(
            """
            SELECT o.account_id, o.case_id, f.end_user_id, f.break_glass, o.at
            FROM case_opening o JOIN case_file f ON f.case_id = o.case_id
            WHERE o.at >= $1 AND o.at < $2 ORDER BY o.at
            """, start, end
        ).map { row in
            Viewing(
                account: try row.id(0), file: try row.id(1), person: try row.optionalID(2),
                isBreakGlass: try row.int(3) == 1, at: try row.moment(4))
        }
    }

    var accounts: Set<Account.ID> { Set(viewings.map(\.account)) }

    var accountsToday: Set<Account.ID> {
        let start = CalendarDay.start(of: now)
        return Set(viewings.filter { $0.at >= start }.map(\.account))
    }

    func counts(of account: Account.ID) -> ViewingCounts {
        let own = viewings.filter { $0.account == account }
        let start = CalendarDay.start(of: now)
        let today = own.filter { $0.at >= start }
        let perDay = Dictionary(grouping: own.filter { $0.at < start }) { CalendarDay.start(of: $0.at) }
            .mapValues { Set($0.map(\.whom)).count }
        return ViewingCounts(
            today: Set(today.map(\.whom)).count,
            before: Array(perDay.values) + [Int](repeating: 0, count: max(0, 30 - perDay.count)),
            atOddHours: today.count { !UnusualViewing.officeHours.contains(CalendarDay.hour(of: $0.at)) },
            brokenGlass: Set(today.filter(\.isBreakGlass).map(\.file)).count, shared: shared(by: account))
    }

    /// Persons of this account whom several others opened in the same week.
    private func shared(by account: Account.ID) -> Int {
        let week = viewings.filter { $0.at >= now - .days(7) && $0.person != nil }
        return Dictionary(grouping: week, by: \.person).values.count { viewings in
            let accounts = Set(viewings.map(\.account))
            return accounts.contains(account) && accounts.count >= UnusualViewing.accountsMin
        }
    }
}
