public import Domain
import Storage
import Vault

/// A case as a list shows it: nothing of the person but where and since when.
public struct CaseSummary: Sendable {
    public let file: CaseFile
    public let sentence: String
    /// Where the person enrolled; nothing when there is nobody.
    public let customerName: String?
    public let enrolled: Moment?
    public let isGuarded: Bool
    public let isYours: Bool
    /// The request that it was opened to answer.
    public let request: RightsRequest.ID?
    /// Since when the person has their data restricted.
    public let restricted: Moment?

    public init(
        file: CaseFile, sentence: String, customerName: String?, enrolled: Moment?, isGuarded: Bool,
        isYours: Bool, request: RightsRequest.ID? = nil, restricted: Moment? = nil
    ) {
        self.file = file
        self.sentence = sentence
        self.customerName = customerName
        self.enrolled = enrolled
        self.isGuarded = isGuarded
        self.isYours = isYours
        self.request = request
        self.restricted = restricted
    }
}

/// One case with what happened in it.
public struct CaseDetail: Sendable {
    public struct Event: Sendable {
        public enum What: Sendable {
            case opened(FieldSet)
            case step(CaseStep, sentence: String?)
        }

        public let at: Moment
        public let what: What
        public let isYours: Bool

        public init(at: Moment, what: What, isYours: Bool) {
            self.at = at
            self.what = what
            self.isYours = isYours
        }
    }

    public let summary: CaseSummary
    /// What the reason lets its holder open, as far as there is any.
    public let fields: FieldSet
    public let noteCount: Int
    /// Newest first.
    public let events: [Event]
    /// A guardian of theirs was asked and did not answer (P18).
    public let waitsForGuardian: Bool

    public init(
        summary: CaseSummary, fields: FieldSet, noteCount: Int, events: [Event],
        waitsForGuardian: Bool = false
    ) {
        self.summary = summary
        self.fields = fields
        self.noteCount = noteCount
        self.events = events
        self.waitsForGuardian = waitsForGuardian
    }
}

extension Cases {
    /// Open cases of who asks.
    public func mine(_ worker: Worker) async throws -> [CaseSummary] {
        try await vault.data.read { try CaseQueries.open(of: worker.account, in: $0) }.map {
            Self.summary($0, for: worker)
        }
    }

    /// Everything that is open, whoever holds it.
    public func allOpen(for worker: Worker) async throws -> [CaseSummary] {
        try await vault.data.read { try CaseQueries.open(of: nil, in: $0) }.map {
            Self.summary($0, for: worker)
        }
    }

    /// What a search opened; nothing for a search of somebody else.
    public func found(by search: CaseSearch.ID, for worker: Worker) async throws -> [CaseSummary] {
        try await vault.data.read { try CaseQueries.found(by: search, in: $0) }.map {
            Self.summary($0, for: worker)
        }.filter(\.isYours)
    }

    /// One case, without opening anything of the person.
    public func detail(_ id: CaseFile.ID, for worker: Worker) async throws -> CaseDetail? {
        try await vault.data.read { transaction -> CaseDetail? in
            guard let row = try CaseQueries.one(id, in: transaction) else { return nil }
            var fields = FieldSet.none
            var waits = false
            if case .endUser(let person) = row.file.subject {
                waits = try !PaperQueries.waiting(of: person, limit: 1, in: transaction).isEmpty
            }
            if case .endUser(let person) = row.file.subject, let actor = actor(for: row.file.reason, worker) {
                fields = try ErasureQueries.held(of: person, in: transaction).intersection(
                    self.fields(of: row.file.reason, role: actor.role))
            }
            let notes = try transaction.row("SELECT COUNT(*) FROM case_note WHERE case_id = $1", id)?.int(0)
            return CaseDetail(
                summary: Self.summary(row, for: worker), fields: fields, noteCount: Int(notes ?? 0),
                events: try Self.events(of: id, for: worker, in: transaction), waitsForGuardian: waits)
        }
    }

    private static func events(
        of id: CaseFile.ID, for worker: Worker, in transaction: Transaction
    ) throws -> [CaseDetail.Event] {
        let openings = try transaction.rows(
            "SELECT at, fields, account_id FROM case_opening WHERE case_id = $1", id
        ).map { row in
            CaseDetail.Event(
                at: try row.moment(0), what: .opened(FieldSet(rawValue: try row.int(1))),
                isYours: try row.id(2) == worker.account)
        }
        let steps = try transaction.rows(
            "SELECT at, step, sentence, account_id FROM case_step WHERE case_id = $1", id
        ).map { row in
            CaseDetail.Event(
                at: try row.moment(0), what: .step(try row.word(1), sentence: try row.optionalText(2)),
                isYours: try row.id(3) == worker.account)
        }
        return (openings + steps).sorted { $0.at > $1.at }
    }

    private static func summary(_ row: CaseRow, for worker: Worker) -> CaseSummary {
        CaseSummary(
            file: row.file, sentence: row.sentence, customerName: row.customerName, enrolled: row.enrolled,
            isGuarded: row.isGuarded, isYours: row.file.holder == worker.account, request: row.request,
            restricted: row.restricted)
    }
}
