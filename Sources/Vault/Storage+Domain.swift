public import Domain
public import Storage

extension Identifier: SQLBindable {
    public var sqlValue: SQLValue { .blob(bytes) }
}

extension Moment: SQLBindable {
    public var sqlValue: SQLValue { .int(milliseconds) }
}

extension Transaction {
    /// The one clock of this transaction.
    public var now: Moment { Moment(milliseconds: nowMilliseconds) }
}

extension Row {
    public func id<Subject>(_ column: Int, of _: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        guard let value = Identifier<Subject>(bytes: try blob(column)) else {
            throw StorageError.unexpectedType(column: column)
        }
        return value
    }

    public func optionalID<Subject>(_ column: Int) throws -> Identifier<Subject>? {
        guard let bytes = try optionalBlob(column) else { return nil }
        guard let value = Identifier<Subject>(bytes: bytes) else {
            throw StorageError.unexpectedType(column: column)
        }
        return value
    }

    public func moment(_ column: Int) throws -> Moment { Moment(milliseconds: try int(column)) }

    public func optionalMoment(_ column: Int) throws -> Moment? {
        try optionalInt(column).map { Moment(milliseconds: $0) }
    }

    /// A closed word of the vocabulary; a word that is not in it is refused.
    public func word<Word: RawRepresentable<String>>(_ column: Int, of _: Word.Type = Word.self) throws
        -> Word
    {
        guard let word = Word(rawValue: try text(column)) else {
            throw StorageError.unexpectedType(column: column)
        }
        return word
    }
}
