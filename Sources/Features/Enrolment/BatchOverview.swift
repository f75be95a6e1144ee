public import Domain
import Storage
public import Vault

/// A batch as its customer sees it.
public struct Batch: Sendable {
    public let id: CodeBatch.ID
    public let reason: String
    public let state: CodeBatch.State
    public let created: Moment
    /// The first moment at which its codes work no more.
    public let expires: Moment
    /// How many codes were asked for.
    public let size: Int
    /// The highest letter number there is.
    public let issued: Int
    public let counts: BatchCounts
    /// Whether codes of it wait to be saved.
    public let isWaiting: Bool

    public func hasEnded(at now: Moment) -> Bool { expires <= now }

    public var standing: BatchStanding { BatchStanding(state, expires: expires) }

    public func canRevoke(_ letter: Letter) -> Bool { letter.status == .unused && standing.canRevoke }

    public func canReplace(_ letter: Letter, at now: Moment) -> Bool {
        letter.status == .unused && standing.canReplace(at: now)
    }
}

/// How many letters of a batch stand how.
public struct BatchCounts: Hashable, Sendable {
    public internal(set) var used = 0
    /// Nobody used them: they still work, or their day is over.
    public internal(set) var unused = 0
    public internal(set) var replaced = 0
    public internal(set) var revoked = 0

    /// How many people the letters are for: one that was replaced does not count twice.
    public var letters: Int { used + unused + revoked }
}

/// A file with codes that waits to be saved.
public struct WaitingCodes: Sendable {
    public let letters: Int
    /// The earliest moment at which codes of it are destroyed.
    public let until: Moment
    public let isDownloaded: Bool
}

/// How the last file with codes of a batch ended, when none waits.
public struct EndedCodes: Sendable {
    public let isConfirmed: Bool
    public let at: Moment
}

/// One letter of a batch: a number and how it stands. Whose it is, only the customer knows (P13).
public struct Letter: Sendable {
    public enum Status: String, CaseIterable, Sendable {
        case unused, used, replaced, revoked
    }

    public let number: Int
    public let status: Status
    /// When it came to stand so; nothing for one that nobody used.
    public let since: Moment?
    public let replacedBy: Int?
    public let reason: String?
}

/// A page of letters.
public struct LetterPage: Sendable {
    public let letters: [Letter]
    /// How many there are on all pages together.
    public let count: Int
    /// From 1.
    public let page: Int

    public static let lettersMax = 50
    public var pages: Int { Self.pages(for: count) }

    static func pages(for count: Int) -> Int { max(1, (count + lettersMax - 1) / lettersMax) }
}

/// The batches of a customer and how they stand, for its own people.
public struct BatchOverview: Sendable {
    private let vault: Vault
    /// On one page of the list.
    public static let batchesMax = 20

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Newest first. Everyone at the customer sees counts.
    public func batches(for worker: Worker, page: Int) async throws -> (batches: [Batch], hasMore: Bool) {
        let customer = try worker.atCustomer()
        return try await vault.data.read { transaction in
            let rows = try LetterQueries.batches(
                of: customer, limit: Self.batchesMax + 1, offset: (max(1, page) - 1) * Self.batchesMax,
                in: transaction)
            return (
                try rows.prefix(Self.batchesMax).map { try Self.batch($0, in: transaction) },
                rows.count > Self.batchesMax
            )
        }
    }

    public func batch(_ id: CodeBatch.ID, for worker: Worker) async throws -> Batch {
        let customer = try worker.atCustomer()
        return try await vault.data.read { transaction in
            try Self.batch(BatchQueries.batch(id, of: customer, in: transaction), in: transaction)
        }
    }

    /// What of a batch waits to be saved, and else how that ended.
    public func waiting(
        of id: CodeBatch.ID, for worker: Worker
    ) async throws -> (waiting: WaitingCodes?, ended: EndedCodes?) {
        let (customer, _) = try worker.makingCodes()
        return try await vault.data.read { transaction in
            _ = try BatchQueries.batch(id, of: customer, in: transaction)
            return (
                try LetterQueries.waiting(of: id, customer: customer, in: transaction),
                try LetterQueries.ended(of: id, customer: customer, in: transaction)
            )
        }
    }

    /// A page of letters in the order of their numbers; with a number, that letter alone.
    public func letters(
        of id: CodeBatch.ID, number: Int?, status: Letter.Status?, page: Int, for worker: Worker
    ) async throws -> LetterPage {
        let (customer, _) = try worker.makingCodes()
        return try await vault.data.read { transaction in
            let batch = try BatchQueries.batch(id, of: customer, in: transaction)
            if let number {
                let found = try LetterQueries.letter(number, of: batch, in: transaction)
                    .filter { status == nil || $0.status == status }
                return LetterPage(letters: found, count: found.count, page: 1)
            }
            let counts = try LetterQueries.counts(of: batch.id, customer: customer, in: transaction)
            let count = status.map(counts.count) ?? batch.issued
            let page = min(max(1, page), LetterPage.pages(for: count))
            return LetterPage(
                letters: try LetterQueries.letters(
                    of: batch, status: status, offset: (page - 1) * LetterPage.lettersMax,
                    limit: LetterPage.lettersMax, in: transaction),
                count: count, page: page)
        }
    }

    /// Every letter, for the file with statuses: in pages, so that no reader stands in the way for long.
    public func allLetters(of id: CodeBatch.ID, for worker: Worker) async throws -> [Letter] {
        let (customer, _) = try worker.makingCodes()
        var letters: [Letter] = []
        while true {
            let offset = letters.count
            let page = try await vault.data.read { transaction in
                let batch = try BatchQueries.batch(id, of: customer, in: transaction)
                return try LetterQueries.letters(
                    of: batch, status: nil, offset: offset, limit: 5_000, in: transaction)
            }
            letters += page
            if page.count < 5_000 { return letters }
        }
    }

    private static func batch(_ row: BatchRow, in transaction: Transaction) throws -> Batch {
        Batch(
            id: row.id, reason: row.reason, state: row.state, created: row.created, expires: row.expires,
            size: row.size, issued: row.issued,
            counts: try LetterQueries.counts(of: row.id, customer: row.customer, in: transaction),
            isWaiting: try !BatchDownloads.open(of: row.id, customer: row.customer, in: transaction).isEmpty)
    }
}

extension BatchCounts {
    func count(_ status: Letter.Status) -> Int {
        switch status {
        case .unused: unused
        case .used: used
        case .replaced: replaced
        case .revoked: revoked
        }
    }
}

extension Worker {
    /// Whose people's portal this is. BuenO's own people have none.
    func atCustomer() throws -> Customer.ID {
        guard let customer, actor(in: Role.allCases) != nil else { throw VaultError.notYours }
        return customer
    }
}
