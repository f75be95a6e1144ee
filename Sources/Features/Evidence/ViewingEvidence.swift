import Domain
import Storage
import Vault

/// How often somebody of the office stood out by looking, per month and sign, and how often a case was opened, per month
/// and reason. Who it was and at whom is in neither.
struct ViewingEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let viewings = try ViewingBook.viewings(
            from: period.start - .days(31), until: period.end, in: transaction)
        var signs: [[String]: Int] = [:]
        for day in Set(viewings.map { CalendarDay(of: $0.at) }) where period.contains(day.start) {
            let book = ViewingBook(viewings, now: day.end - .milliseconds(1))
            for account in book.accountsToday {
                for sign in UnusualViewing.signs(in: book.counts(of: account)) {
                    signs[[Self.month(day), sign.name], default: 0] += 1
                }
            }
        }
        let cases = try transaction.rows(
            "SELECT opened_at, reason, break_glass FROM case_file WHERE opened_at >= $1 AND opened_at < $2",
            period.start, period.end
        ).map { row in
            (
                key: [Self.month(CalendarDay(of: try row.moment(0))), try row.text(1)],
                isBrokenOpen: try row.int(2) == 1
            )
        }
        return [
            EvidenceTable(
                path: "viewing/signs.csv", columns: ["month", "sign", "times"],
                rows: Self.sorted(signs).map { $0.key + [String($0.value)] }
            ).file,
            EvidenceTable(
                path: "viewing/cases.csv", columns: ["month", "reason", "opened", "broken_open"],
                rows: Self.sorted(Dictionary(grouping: cases, by: \.key)).map { key, cases in
                    key + [String(cases.count), String(cases.count { $0.isBrokenOpen })]
                }
            ).file,
        ]
    }

    private static func month(_ day: CalendarDay) -> String { String(day.description.prefix(7)) }

    private static func sorted<Value>(_ counts: [[String]: Value]) -> [(key: [String], value: Value)] {
        counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    }
}

extension UnusualViewing {
    /// As a column names it.
    fileprivate var name: String {
        switch self {
        case .manyPersons: "many_persons"
        case .oddHours: "odd_hours"
        case .brokenGlass: "broken_glass"
        case .samePerson: "same_person"
        }
    }
}
