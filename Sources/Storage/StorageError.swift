/// What can go wrong below a transaction. No case carries a stored or bound value.
public enum StorageError: Error, Equatable {
    /// A constraint refused the change; the kind: `unique`, `foreign key`, `check`, `not null` or `type`.
    case constraint(String)
    /// Somebody else is in the way for longer than we wait, or the queue is full. Try again later.
    case busy
    /// The disk is full. Nothing was written; the next write works once there is room.
    case full
    /// The store, or this transaction, may not be written.
    case readOnly
    /// The store can't be reached or its disk fails. Nothing of this transaction was written.
    case unavailable
    /// The connection or the disk failed while committing: the change is there in whole or not at all.
    case outcomeUnknown
    /// The database was made by a later version of the program.
    case newerDatabase(found: Int, known: Int)
    /// Another process has this database open.
    case locked
    /// The file is damaged, or not a database.
    case corrupt
    /// A value in a row has another type than was asked for.
    case unexpectedType(column: Int)
    /// Anything else, by the engine's own code.
    case other(code: String)
}
