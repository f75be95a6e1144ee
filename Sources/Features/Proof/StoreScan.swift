import Domain
import Storage

/// Reads every column outside the vault, in pages, and tells which rows hold a personal pattern (P02, P17).
struct StoreScan {
    let database: Database
    let store: DataMap.Store
    let patterns: Set<PersonalPattern>
    /// Which columns to read; all that the map does not call sealed by default.
    let isWanted: (DataMap.Content?) -> Bool
    private static let page = 1_000

    /// Read elsewhere: leaves are decoded and made anew byte by byte, tree hashes have no words.
    private static let readElsewhere: Set<String> = ["log_leaf", "log_node"]
    /// The statement's own words and the shape of the store: scanned, and no evidence about persons.
    private static let aboutNobody: Set<String> = [
        "schema_migration", "deployment", "statement_version", "form_version", "consent_text",
        "log_checkpoint", "log_head",
        "keyring_key",
    ]

    func run(into tally: inout Tally) async throws {
        let columns = try await database.columns()
        let tables = Dictionary(grouping: columns, by: \.table)
        for (name, columns) in tables.sorted(by: { $0.key < $1.key })
        where !Self.readElsewhere.contains(name) {
            let table = DataMap.current.tables.first { $0.store == store && $0.name == name }
            let wanted = columns.filter { column in
                DataMap.current.isScanned(column, in: store) && isWanted(table?.columns[column.name])
            }
            guard !wanted.isEmpty else { continue }
            let counts = !Self.aboutNobody.contains(name)
            try await scan(name, key: table?.key ?? [], columns: columns, wanted: wanted) { row, kinds in
                if counts { tally.examine() }
                for kind in kinds { tally.find("\(store.rawValue): \(name) \(row) holds \(kind.rawValue)") }
            }
        }
    }

    /// Pages over the table in the order of its key; a table that the map does not know is read at once.
    private func scan(
        _ table: String, key: [String], columns: [Database.Column], wanted: [Database.Column],
        found: (String, [PersonalPattern]) -> Void
    ) async throws {
        let key = key.compactMap { name in columns.first { $0.name == name } }
        let read = key + wanted
        var last: [SQLValue]?
        while true {
            let query = Query(
                table: table, key: key.map(\.name), read: read.map(\.name), isFirst: last == nil)
            let (position, patterns) = (last ?? [], patterns)
            let rows = try await database.read { transaction in
                try query.rows(position, limit: Self.page, in: transaction).map { row in
                    try Self.values(row, read.map(\.type))
                }
            }
            for row in rows {
                let name = row.prefix(key.count).map(Self.name).joined(separator: " ")
                let kinds = row.dropFirst(key.count).map { Self.patterns(in: $0).intersection(patterns) }
                found(name, kinds.flatMap { $0 }.sorted { $0.rawValue < $1.rawValue })
            }
            guard rows.count == Self.page, !key.isEmpty, let end = rows.last else { return }
            last = Array(end.prefix(key.count))
        }
    }

    private static func values(_ row: Row, _ types: [String]) throws -> [SQLValue] {
        try types.indices.map { index in
            switch types[index] {
            case "BIGINT": try row.optionalInt(index).map(SQLValue.int) ?? .null
            case "TEXT": try row.optionalText(index).map(SQLValue.text) ?? .null
            case "BLOB": try row.optionalBlob(index).map(SQLValue.blob) ?? .null
            default: .null
            }
        }
    }

    /// Random bytes read as text by chance now and then; a blob counts when all of it reads as text.
    private static func patterns(in value: SQLValue) -> Set<PersonalPattern> {
        switch value {
        case .text(let text): PersonalPattern.found(in: text.utf8)
        case .blob(let bytes) where bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A }:
            PersonalPattern.found(in: bytes)
        default: []
        }
    }

    /// A row's key as it is named in findings: random numbers and words of ours.
    private static func name(_ value: SQLValue) -> String {
        switch value {
        case .int(let number): String(number)
        case .text(let text) where text.utf8.count <= 64 && PersonalPattern.found(in: text.utf8).isEmpty: text
        case .text: "(a text)"
        case .blob(let bytes): Hex.text(bytes)
        case .real, .null: "-"
        }
    }

    /// Names come from the live schema and the data map, never from data.
    private struct Query: Sendable {
        let table: String
        let key: [String]
        let read: [String]
        let isFirst: Bool

        func rows(_ last: [SQLValue], limit: Int, in transaction: Transaction) throws -> [Row] {
            var text = "SELECT \(read.joined(separator: ", ")) FROM \(table)"
            guard !key.isEmpty else { return try transaction.rows(SQL(stringLiteral: text)) }
            let order = key.joined(separator: ", ")
            if !isFirst {
                let places = last.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
                text += " WHERE (\(order)) > (\(places))"
            }
            text += " ORDER BY \(order) LIMIT \(limit)"
            return try transaction.rows(SQL(stringLiteral: text), bound: isFirst ? [] : last)
        }
    }
}

extension Transaction {
    /// `rows` with values in an array, as many as a key has columns.
    fileprivate func rows(_ sql: SQL, bound values: [SQLValue]) throws -> [Row] {
        switch values.count {
        case 0: try rows(sql)
        case 1: try rows(sql, values[0])
        case 2: try rows(sql, values[0], values[1])
        case 3: try rows(sql, values[0], values[1], values[2])
        default: try rows(sql, values[0], values[1], values[2], values[3])
        }
    }
}
