public import Domain
public import Features
public import Storage

/// Every row of both stores that leads to some persons, found from the data map and the rows themselves: no table is
/// named here. A row is theirs when any column holds a number that leads to them, and then its own number does too.
public struct Footprint: Sendable {
    public struct Place: Hashable, Sendable, CustomStringConvertible {
        public let store: DataMap.Store
        public let table: String
        public var description: String { "\(store.rawValue).\(table)" }
    }

    public typealias Line = [String: SQLValue]

    public let rows: [Place: [Line]]

    /// What is known to lead to them: their keys, sessions, cases, requests, and the code they came with.
    public let numbers: Set<[UInt8]>

    public var places: Set<Place> { Set(rows.keys) }

    /// Tables with a column of a person, by the data map.
    public static func mapped(_ map: DataMap = .current) -> [Place: Set<String>] {
        var columns: [Place: Set<String>] = [:]
        for table in map.tables {
            let own = table.columns.filter { personal.contains($0.value) }.keys
            if !own.isEmpty { columns[Place(store: table.store, table: table.name)] = Set(own) }
        }
        return columns
    }

    /// What of the data map is of a person: a keyed hash, a wrapped key or a pseudonym is where one of these is too.
    private static let personal: Set<DataMap.Content> = [
        .personalSealed, .identifier, .personalChoice, .passwordHash,
    ]

    /// Follows the numbers until no row is found any more.
    public static func of(
        _ persons: [Person.ID], in world: World, map: DataMap = .current
    ) async throws -> Footprint {
        try await of(persons.map(\.bytes), everything: Everything.read(world, map: map), map: map)
    }

    /// The same in stores that were read before.
    public static func of(
        _ start: [[UInt8]], everything: Everything, map: DataMap = .current
    ) -> Footprint {
        let ownNames = names(of: map)
        var numbers = Set(start)
        let persons = Set(start)
        var found: [Place: [Int: Line]] = [:]
        var grew = true
        while grew {
            grew = false
            for table in map.tables {
                let place = Place(store: table.store, table: table.name)
                for (index, line) in (everything.rows[place] ?? []).enumerated()
                where found[place]?[index] == nil && leads(line, to: numbers) {
                    found[place, default: [:]][index] = line
                    grew = true
                    guard table.key.count == 1, let number = line[table.key[0]]?.number else { continue }
                    numbers.insert(number)
                    guard persons.contains(number) else { continue }
                    // Their own row names what they came with; of whom else it speaks is another person.
                    for (name, content) in table.columns
                    where content == .identifier && ownNames.contains(name) {
                        if let other = line[name]?.number { numbers.insert(other) }
                    }
                }
            }
        }
        return Footprint(rows: found.mapValues { Array($0.values) }, numbers: numbers)
    }

    /// Columns that are the whole number of a row elsewhere, and of no person: `code_id`.
    private static func names(of map: DataMap) -> Set<String> {
        let keys = map.tables.filter { $0.key.count == 1 }.map { $0.key[0] }
        return Set(keys).subtracting(["end_user_id", "account_id", "request_id"])
    }

    private static func leads(_ line: Line, to numbers: Set<[UInt8]>) -> Bool {
        line.values.contains { value in value.number.map(numbers.contains) ?? false }
    }
}

/// All rows of both stores.
public struct Everything: Sendable, Equatable {
    public let rows: [Footprint.Place: [Footprint.Line]]

    public static func read(_ world: World, map: DataMap = .current) async throws -> Everything {
        var rows: [Footprint.Place: [Footprint.Line]] = [:]
        for store in DataMap.Store.allCases {
            let database = store == .data ? world.data : world.keys
            let tables = map.tables.filter { $0.store == store }
            let read = try await database.read { transaction in
                try tables.map { table in
                    let columns = table.columns.keys.sorted()
                    let sql = """
                        SELECT \(columns.joined(separator: ", ")) FROM \(table.name)
                        ORDER BY \(table.key.joined(separator: ", "))
                        """
                    return try transaction.rows(SQL(stringLiteral: sql)).map { row in
                        Dictionary(uniqueKeysWithValues: zip(columns, row.values))
                    }
                }
            }
            for (table, lines) in zip(tables, read) {
                rows[Footprint.Place(store: store, table: table.name)] = lines
            }
        }
        return Everything(rows: rows)
    }

    /// Without these tables.
    public func without(_ isLeftOut: (DataMap.Table) -> Bool, map: DataMap = .current) -> Everything {
        let left = Set(
            map.tables.filter(isLeftOut).map { Footprint.Place(store: $0.store, table: $0.name) })
        return Everything(rows: rows.filter { !left.contains($0.key) })
    }

    /// The names of the tables that differ from another moment.
    public func differences(from other: Everything) -> [String] {
        Set(rows.keys).union(other.rows.keys).filter { rows[$0] != other.rows[$0] }.map(\.description)
            .sorted()
    }
}

extension SQLValue {
    /// A random number of 16 bytes; nothing else is one.
    fileprivate var number: [UInt8]? {
        if case .blob(let bytes) = self, bytes.count == 16 { bytes } else { nil }
    }
}

extension Everything {
    /// The columns that hold one of these numbers.
    public func columns(holding numbers: Set<[UInt8]>) -> Set<String> {
        var found: Set<String> = []
        for (place, lines) in rows {
            for line in lines {
                for (column, value) in line where value.number.map(numbers.contains) ?? false {
                    found.insert("\(place).\(column)")
                }
            }
        }
        return found
    }

    /// Every long value: random or sealed, so that no two are alike by chance.
    public var blobs: Set<[UInt8]> { Self.blobs(of: rows) }

    static func blobs(of rows: [Footprint.Place: [Footprint.Line]]) -> Set<[UInt8]> {
        var found: Set<[UInt8]> = []
        for line in rows.values.joined() {
            for case .blob(let bytes) in line.values where bytes.count >= 16 { found.insert(bytes) }
        }
        return found
    }
}

extension Footprint {
    public var blobs: Set<[UInt8]> { Everything.blobs(of: rows) }
}
