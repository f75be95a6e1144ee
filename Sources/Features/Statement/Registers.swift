public import Domain
import Storage
public import Vault

/// How often a customer's people's data was used, per day and activity. Never who, and never a small number.
public struct LogExtract: Sendable {
    public struct Line: Sendable, Equatable {
        /// `2026-11-24`.
        public let day: String
        public let activity: ProcessingActivity.ID
        /// Nothing when it is fewer than `smallest`: a few can lead to one.
        public let count: Int?
    }

    public static let smallest = SmallCells.countMin
    public let first: CalendarDay
    public let last: CalendarDay
    public let lines: [Line]
}

/// The register of processing activities, of BuenO as a whole and of one customer, and what the log says of it (P82).
public struct Registers: Sendable {
    private let vault: Vault
    private let statements: Statements
    private static let page = 500

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// Of everything that is offered.
    public var all: ProcessingRegister {
        ProcessingRegister(statements.current, services: Set(Service.allCases))
    }

    /// Of what this customer bought, now or before, and of the logins of its own people.
    public func register(of customer: Customer.ID) async throws -> ProcessingRegister {
        try await register(of: customer, statement: statements.current)
    }

    /// The same as an earlier version of the statement had it.
    func register(of customer: Customer.ID, statement: Statement) async throws -> ProcessingRegister {
        let bought = try await vault.data.read { transaction in
            try transaction.rows("SELECT DISTINCT service FROM contract WHERE customer_id = $1", customer)
                .map { try $0.text(0) }
        }
        return ProcessingRegister(
            statement, services: Set(bought.compactMap { Service(rawValue: $0) } + [.administration]))
    }

    /// Counts the lines of the log about a customer's people over the last days. The looking stands in the log itself.
    public func extract(for worker: Worker, days: Int = 30) async throws -> LogExtract? {
        guard let customer = worker.customer,
            let actor = worker.actor(in: Role.allCases.filter { $0.side == .customer })
        else { return nil }
        let calendar = try await vault.data.read { ExtractDays(until: $0.now, count: days) }
        let register = try await register(of: customer)
        var counts = ExtractCounts()
        for leaves in try await leavesByNobody(of: customer, since: calendar.first.start) {
            counts.add(leaves, days: calendar, register: register)
        }
        for kind in [PeopleOfCustomer.endUsers, .colleagues] {
            var last: [UInt8] = []
            while true {
                let people = try await people(kind, of: customer, after: last)
                guard let end = people.last else { break }
                for leaf in try await leaves(of: people, since: calendar.first.start) {
                    counts.add(leaf, days: calendar, register: register)
                }
                last = end.bytes
            }
        }
        let (total, lines) = (counts.total, counts.lines(calendar))
        _ = try await vault.data.write { [vault] transaction in
            try vault.record(
                Processing(
                    .aggregate, .logExtract, service: .administration, fields: .none, subject: nil,
                    count: total),
                access: Access(actor: actor, purpose: .fraudAndLegalObligations, ground: .colleagues),
                in: transaction)
        }
        return LogExtract(first: calendar.first, last: calendar.last, lines: lines)
    }

    private enum PeopleOfCustomer { case endUsers, colleagues }

    private func people(
        _ kind: PeopleOfCustomer, of customer: Customer.ID, after last: [UInt8]
    ) async throws -> [Person.ID] {
        let sql: SQL =
            switch kind {
            case .endUsers:
                """
                SELECT end_user_id FROM end_user WHERE customer_id = $1 AND end_user_id > $2
                ORDER BY end_user_id LIMIT $3
                """
            case .colleagues:
                """
                SELECT account_id FROM account WHERE customer_id = $1 AND account_id > $2
                ORDER BY account_id LIMIT $3
                """
            }
        return try await vault.data.read { transaction in
            try transaction.rows(sql, customer, last, Self.page).map { try $0.id(0) }
        }
    }

    /// Who was erased has no pseudonym any more: no line leads to them, so none is counted.
    private func leaves(of people: [Person.ID], since start: Moment) async throws -> [LogLeaf] {
        let pseudonyms = try await vault.pseudonyms(of: people)
        return try await vault.data.read { transaction in
            try pseudonyms.values.flatMap { subject in
                try transaction.rows(
                    "SELECT body FROM log_leaf WHERE subject = $1 AND at >= $2", subject, start
                ).compactMap { LogLeaf(bytes: try $0.blob(0)) }
            }
        }
    }

    /// What the customer's people did that touched nobody: making codes.
    private func leavesByNobody(of customer: Customer.ID, since start: Moment) async throws -> [LogLeaf] {
        try await vault.data.read { transaction in
            try transaction.rows("SELECT body FROM log_leaf WHERE subject IS NULL AND at >= $1", start)
                .compactMap { LogLeaf(bytes: try $0.blob(0)) }
                .filter { $0.organisation == .customer(customer) }
        }
    }
}

/// The days of an extract, of which each moment finds its own.
private struct ExtractDays {
    let days: [CalendarDay]
    let first: CalendarDay
    let last: CalendarDay

    init(until now: Moment, count: Int) {
        last = CalendarDay(of: now)
        days = (0..<count).reversed().map { CalendarDay(of: CalendarTerm.days($0).start(endingAt: now)) }
        first = days.first ?? last
    }

    func index(of moment: Moment) -> Int? { days.lastIndex { $0.start <= moment } }
}

private struct ExtractCounts {
    private struct Cell: Hashable {
        let day: Int
        let activity: ProcessingActivity.ID
    }

    private var cells: [Cell: Int] = [:]
    private(set) var total: Int64 = 0

    mutating func add(_ leaf: LogLeaf, days: ExtractDays, register: ProcessingRegister) {
        guard let day = days.index(of: leaf.at), let entry = register.entry(for: leaf) else { return }
        cells[Cell(day: day, activity: entry.id), default: 0] += 1
        total += 1
    }

    /// Newest day first.
    func lines(_ calendar: ExtractDays) -> [LogExtract.Line] {
        cells.sorted { ($1.key.day, $0.key.activity) < ($0.key.day, $1.key.activity) }.map { cell, count in
            LogExtract.Line(
                day: calendar.days[cell.day].description, activity: cell.activity,
                count: count < LogExtract.smallest ? nil : count)
        }
    }
}
