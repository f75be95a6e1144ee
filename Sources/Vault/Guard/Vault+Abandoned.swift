public import Domain
public import Storage

/// What the data knows of a person for whom keys were made.
public enum KeyHolderStanding: Sendable {
    /// Enrolled, or somebody with a row of another kind.
    case expected
    /// An enrolment is under way.
    case onTheWay
    case unknown
}

/// What a sweep of abandoned keys did.
public struct AbandonedKeysSweep: Sendable, Equatable {
    /// Keys that were looked at.
    public fileprivate(set) var examined = 0
    /// Persons whose keys were destroyed.
    public fileprivate(set) var persons = 0
}

extension Vault {
    private static let sweptPage = 1_000

    /// Destroys the keys of persons who never came to be: an enrolment that was begun and left.
    ///
    /// Goes on from the mark of the last sweep, in pages: each is one short view of each store, and is remembered
    /// before the next, so a restart does not begin anew. The mark never passes somebody who is on the way, and a
    /// page is remembered after its keys are gone, so a crash at any point costs a page and nothing else.
    ///
    /// - `end`: keys made from then on are left alone: the person may still be on the way.
    /// - `count`: told how many persons went, and of how many a hold kept the keys, in the transaction that buries them.
    public func sweepAbandonedKeys(
        madeBefore end: Moment,
        standing: @escaping @Sendable (Person.ID, Transaction) throws -> KeyHolderStanding,
        count: @escaping @Sendable (_ gone: Int, _ kept: Int, Transaction) throws -> Void
    ) async throws -> AbandonedKeysSweep {
        let mark = try await data.read { transaction in
            SweepMark.next(after: try Self.mark(in: transaction), until: end, now: transaction.now)
        }
        var sweep = AbandonedKeysSweep()
        var limit = end
        var (from, past): (Moment, [UInt8]) = (mark.reached, [])
        while true {
            let page = try await keyStore.made(from: from, past: past, before: end, limit: Self.sweptPage)
            let judged = try await judge(page, standing)
            limit = min(limit, judged.waitingSince ?? limit)
            sweep.examined += page.count
            sweep.persons += try await destroyKeys(of: judged.unknown, standing, count)
            let last = page.count < Self.sweptPage ? nil : page.last
            try await remember(SweepMark(reached: min(last?.at ?? end, limit), began: mark.began))
            guard let last else { return sweep }
            (from, past) = (last.at, last.id.bytes)
        }
    }

    private func judge(
        _ page: [KeyStore.Made],
        _ standing: @escaping @Sendable (Person.ID, Transaction) throws -> KeyHolderStanding
    ) async throws -> (unknown: [Person.ID], waitingSince: Moment?) {
        try await data.read { transaction in
            var unknown: Set<Person.ID> = []
            var waitingSince: Moment?
            for key in page {
                switch try standing(key.person, transaction) {
                case .expected: break
                case .onTheWay: waitingSince = min(waitingSince ?? key.at, key.at)
                case .unknown: unknown.insert(key.person)
                }
            }
            return (Array(unknown), waitingSince)
        }
    }

    /// Judges once more where nothing can change in between, buries, and shreds.
    /// - Returns how many persons were buried.
    private func destroyKeys(
        of persons: [Person.ID],
        _ standing: @escaping @Sendable (Person.ID, Transaction) throws -> KeyHolderStanding,
        _ count: @escaping @Sendable (Int, Int, Transaction) throws -> Void
    ) async throws -> Int {
        if persons.isEmpty { return 0 }
        let keys = try await keyStore.classes(of: persons).mapValues { Array($0.values) }
        let pseudonyms = try await pseudonyms(of: persons)
        let (gone, buried) = try await data.write { [self] transaction in
            let gone = try persons.filter { person in
                if case .unknown = try standing(person, transaction) { true } else { false }
            }
            let buried = try gone.filter { person in
                try buryAbandoned(keys[person] ?? [], of: person, pseudonyms[person], in: transaction)
            }
            try count(buried.count, gone.count - buried.count, transaction)
            return (gone, buried.count)
        }
        // What an open reader keeps in the write-ahead logs goes with the next checkpoint.
        _ = try await shred(gone.flatMap { keys[$0] ?? [] })
        return buried
    }

    private static func mark(in transaction: Transaction) throws -> SweepMark? {
        try transaction.row("SELECT reached_at, began_at FROM sweep_mark WHERE name = $1", markName).map {
            SweepMark(reached: try $0.moment(0), began: try $0.moment(1))
        }
    }

    private func remember(_ mark: SweepMark) async throws {
        _ = try await data.write { transaction in
            try transaction.execute(
                """
                INSERT INTO sweep_mark (name, reached_at, began_at) VALUES ($1, $2, $3)
                ON CONFLICT (name) DO UPDATE SET reached_at = excluded.reached_at, began_at = excluded.began_at
                """, Self.markName, mark.reached, mark.began)
        }
    }

    private static let markName = "abandoned_keys"
}
