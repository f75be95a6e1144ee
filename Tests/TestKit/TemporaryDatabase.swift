import Domain
public import Storage

/// One fresh database, for tests of storage itself.
public struct TemporaryDatabase: Sendable {
    public let database: Database
    public let location: Database.Location
    public let directory: TemporaryDirectory
    public let clock: TestClock

    /// Opens a fresh database, runs the body, and removes every trace, also when the body throws.
    @discardableResult
    public static func with<Result>(
        _ engine: TestEngine, schema: [Migration] = DataSchema.migrations, clock: TestClock = TestClock(),
        isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (TemporaryDatabase) async throws -> Result
    ) async throws -> Result {
        await StoreTurns.shared.take()
        defer { StoreTurns.shared.giveBack() }
        let directory = try TemporaryDirectory()
        let location = try engine.location(named: "data", in: directory)
        let database = try Database.open(location, schema: schema, connections: 4) {
            clock.now().milliseconds
        }
        let temporary = TemporaryDatabase(
            database: database, location: location, directory: directory, clock: clock)
        do {
            let result = try await body(temporary)
            await database.remove(at: location)
            return result
        } catch {
            await database.remove(at: location)
            throw error
        }
    }
}

/// The two stores of an installation, fresh: `data` and `keys`.
public struct TemporaryStore: Sendable {
    public let engine: TestEngine
    public let data: Database
    public let keys: Database
    public var dataLocation: Database.Location { locations.data }
    public var keysLocation: Database.Location { locations.keys }
    public let directory: TemporaryDirectory
    public let clock: TestClock
    public let faults: Faults?
    private let locations: MigratedStores.Locations

    /// Opens both stores, runs the body, and removes every trace, also when the body throws.
    @discardableResult
    public static func with<Result>(
        _ engine: TestEngine, clock: TestClock = TestClock(),
        isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (TemporaryStore) async throws -> Result
    ) async throws -> Result {
        await StoreTurns.shared.take()
        defer { StoreTurns.shared.giveBack() }
        let store = try await TemporaryStore(engine, clock: clock)
        do {
            let result = try await body(store)
            await store.remove()
            return result
        } catch {
            await store.remove()
            throw error
        }
    }

    /// For a test that decides itself when the stores go: call `remove` at the end.
    /// A directory may hold what was put there before: then that is opened.
    ///
    /// - `faults`: stand in front of both stores.
    public init(
        _ engine: TestEngine, clock: TestClock = TestClock(), directory: TemporaryDirectory? = nil,
        faults: Faults? = nil
    ) async throws {
        self.faults = faults
        self.engine = engine
        self.clock = clock
        let directory = try directory ?? TemporaryDirectory()
        self.directory = directory
        locations = try await MigratedStores.locations(engine, in: directory)
        let now: @Sendable () -> Int64 = { clock.now().milliseconds }
        let realData = try Database.open(
            locations.data, schema: DataSchema.migrations, connections: 4, clock: now)
        let realKeys = try Database.open(
            locations.keys, schema: KeySchema.migrations, connections: 4, clock: now)
        data = faults.map { Database(realData, "data", $0) } ?? realData
        keys = faults.map { Database(realKeys, "keys", $0) } ?? realKeys
    }

    public func remove() async {
        await data.close()
        await keys.close()
        MigratedStores.remove(locations, in: directory)
    }
}

extension Database {
    /// Closes it; a schema on the test server is dropped. Files go with their directory.
    fileprivate func remove(at location: Location) async {
        if case .postgresql(_, let schema?) = location {
            _ = try? await write { try $0.execute(SQL(stringLiteral: "DROP SCHEMA \(schema) CASCADE")) }
        }
        await close()
    }
}
