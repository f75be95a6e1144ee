public import Domain
import Storage
import Vault

/// One act on a hold, as it stands there.
public struct HoldStep: Sendable {
    /// The word that is stored: `ask`, or an action's name.
    public let step: String
    public let account: Account.ID
    public let until: Moment?
    public let at: Moment

    public init(step: String, account: Account.ID, until: Moment?, at: Moment) {
        self.step = step
        self.account = account
        self.until = until
        self.at = at
    }
}

/// A hold in the list: whose it is by the name of an organisation or a letter's number, and nobody's data.
public struct HoldLine: Sendable {
    /// Whose data, in words that lead to nobody without the stores.
    public enum Whose: Hashable, Sendable {
        case customer(String)
        /// The person with this letter of that customer.
        case letter(Int, String)
        /// An end user whose letter is not theirs any more: they were erased, and something is held.
        case erasedPerson(String)
        case question
        /// A colleague of this customer; of our own when nothing.
        case colleague(String?)
        /// Nobody is left: their data went before the hold, or with its end.
        case nobody
    }

    public let id: Hold.ID
    public let hold: Hold
    public let whose: Whose
    public let note: String
    public let asked: Moment
    /// How many persons it is about now.
    public let persons: Int

    public init(id: Hold.ID, hold: Hold, whose: Whose, note: String, asked: Moment, persons: Int) {
        self.id = id
        self.hold = hold
        self.whose = whose
        self.note = note
        self.asked = asked
        self.persons = persons
    }

    /// The first eight digits: how people name it.
    public var number: String { id.description.prefix(8).uppercased() }
}

/// A hold with what was done to it.
public struct HoldFile: Sendable {
    public struct Step: Sendable {
        public let step: String
        /// The first digits of a colleague's pseudonym: not a name.
        public let number: String
        public let isYours: Bool
        public let until: Moment?
        public let at: Moment

        public init(step: String, number: String, isYours: Bool, until: Moment?, at: Moment) {
            self.step = step
            self.number = number
            self.isYours = isYours
            self.until = until
            self.at = at
        }
    }

    public let line: HoldLine
    public let steps: [Step]

    public init(line: HoldLine, steps: [Step]) {
        self.line = line
        self.steps = steps
    }
}

extension Holds {
    public static let listedMax = 200

    /// What can still change first.
    public func list() async throws -> [HoldLine] {
        try await vault.data.read { transaction in
            try HoldQueries.all(limit: Self.listedMax, in: transaction).map {
                try Self.line($0, in: transaction)
            }
        }
    }

    public func file(_ id: Hold.ID, for worker: Worker) async throws -> HoldFile? {
        let found = try await vault.data.read { transaction in
            try HoldQueries.one(id, in: transaction).map {
                (
                    line: try Self.line($0, in: transaction),
                    steps: try HoldQueries.steps(of: id, in: transaction)
                )
            }
        }
        guard let found else { return nil }
        let pseudonyms = try await vault.pseudonyms(of: found.steps.map(\.account))
        return HoldFile(
            line: found.line,
            steps: found.steps.map { step in
                HoldFile.Step(
                    step: step.step,
                    number: pseudonyms[step.account]?.description.prefix(8).uppercased() ?? "-",
                    isYours: step.account == worker.account, until: step.until, at: step.at)
            })
    }

    private static func line(_ found: HoldQueries.Found, in transaction: Transaction) throws -> HoldLine {
        let (whose, persons) = try whose(found.hold.target, in: transaction)
        return HoldLine(
            id: found.id, hold: found.hold, whose: whose, note: found.note, asked: found.asked,
            persons: persons)
    }

    private static func whose(
        _ target: Hold.Target, in transaction: Transaction
    ) throws -> (HoldLine.Whose, Int) {
        switch target {
        case .customer(let id):
            let row = try transaction.row(
                """
                SELECT name, (SELECT COUNT(*) FROM end_user u WHERE u.customer_id = c.customer_id)
                    + (SELECT COUNT(*) FROM account a WHERE a.customer_id = c.customer_id AND a.destroyed_at IS NULL)
                FROM customer c WHERE customer_id = $1
                """, id)
            return try row.map { (HoldLine.Whose.customer(try $0.text(0)), Int(try $0.int(1))) } ?? (
                .nobody, 0
            )
        case .person(let id):
            let endUser = try transaction.row(
                """
                SELECT c.name, k.letter_number FROM end_user u JOIN customer c ON c.customer_id = u.customer_id
                LEFT JOIN enrolment_code k ON k.code_id = u.code_id WHERE u.end_user_id = $1
                """, id)
            if let endUser {
                let name = try endUser.text(0)
                return (
                    try endUser.optionalInt(1).map { HoldLine.Whose.letter(Int($0), name) }
                        ?? .erasedPerson(name), 1
                )
            }
            if try transaction.row("SELECT 1 FROM contact_request WHERE request_id = $1", id) != nil {
                return (.question, 1)
            }
            let account = try transaction.row(
                """
                SELECT c.name FROM account a LEFT JOIN customer c ON c.customer_id = a.customer_id
                WHERE a.account_id = $1 AND a.destroyed_at IS NULL
                """, id)
            return try account.map { (HoldLine.Whose.colleague(try $0.optionalText(0)), 1) } ?? (.nobody, 0)
        }
    }
}
