public import Domain
public import Storage

/// What every column of both stores holds, for a privacy officer to read. A test holds it against the live schema
/// of both engines: a column that is not named here does not pass, and neither does a name without a column.
public struct DataMap: Sendable {
    /// What a column holds.
    public enum Content: String, CaseIterable, Sendable {
        /// Personal data, encrypted under the person's own key (P02, P70).
        case personalSealed = "personal, sealed"
        /// A random name that leads to a person through the key store alone.
        case pseudonym
        /// A random number that leads to a person's row.
        case identifier
        /// A keyed hash: it can recognise a value and not give it back.
        case keyedHash = "keyed hash"
        /// A choice from a closed list that a person made: language, age group.
        case personalChoice = "personal choice"
        /// A word that somebody typed and that is not about a person. Scanned for personal patterns (P17).
        case freeText = "free text, not personal"
        /// Names and words of organisations and of the statement.
        case general
        /// A mailbox or a number of an organisation: each must pass the rule that tells it from a person's (P02).
        case generalContact = "general contact data"
        /// States, moments, counts, and random numbers that lead to no person.
        case technical
        /// A slow hash of a password, with its own salt.
        case passwordHash = "password hash"
        /// Enrolment codes, encrypted under a key that lives a day at most. They carry no identity (P13).
        case codesSealed = "codes, sealed for a day at most"
        /// What a customer sealed in its own browser, under words that we never hear (P13).
        case sealedByCustomer = "sealed by the customer; opens with no key of ours"
        /// Key material, wrapped by another key.
        case wrappedKey = "wrapped key"
    }

    public enum Store: String, CaseIterable, Sendable {
        case data, keys
    }

    public struct Table: Sendable {
        public let store: Store
        public let name: String
        /// The term after which its rows go; nothing when they hold nothing of a person.
        public let retention: RetentionCategory?
        public let why: String
        /// The columns of its primary key, in order.
        public let key: [String]
        public let columns: [String: Content]
    }

    public let tables: [Table]

    /// The map of the stores as this program makes them.
    public static let current = DataMap(
        tables: data + accounts + agreements + batches + cases + signOn + ownContact + processors + rights
            + mobile + retention + guardians + evidence + keys)

    /// What is wrong between the map and a live schema, in words; nothing when they agree.
    public func differences(from columns: [Database.Column], in store: Store) -> [String] {
        let live = Set(columns.map { "\($0.table).\($0.name)" })
        let mapped = Set(
            tables.filter { $0.store == store }.flatMap { table in
                table.columns.keys.map { "\(table.name).\($0)" }
            })
        let unclassified = live.subtracting(mapped).sorted().map {
            "\(store.rawValue): \($0) is not classified; add it to the data map"
        }
        let stale = mapped.subtracting(live).sorted().map {
            "\(store.rawValue): \($0) does not exist; remove it from the data map"
        }
        return unclassified + stale
    }

    /// Whether a column may hold bytes or words that no other rule keeps free of personal data: all that is
    /// neither sealed nor random, and so has to be scanned (P02, P17). General contact data is a mailbox or a number
    /// by its nature, and has its own check.
    public func isScanned(_ column: Database.Column, in store: Store) -> Bool {
        guard column.type == "TEXT" || column.type == "BLOB" else { return false }
        let table = tables.first { $0.store == store && $0.name == column.table }
        return switch table?.columns[column.name] {
        case .personalSealed, .codesSealed, .sealedByCustomer, .wrappedKey, .generalContact: false
        default: true
        }
    }
}
