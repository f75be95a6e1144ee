extension DataSchema {
    /// How far a sweep came. It stands in the data store, so that an older copy of the data has the mark of its day:
    /// who enrolled after that copy was made is unknown to it, and their keys lie past its mark.
    static let sweepMark: [String] = [
        """
        CREATE TABLE sweep_mark (
            name TEXT PRIMARY KEY,
            reached_at BIGINT NOT NULL,
            began_at BIGINT NOT NULL
        )
        """
    ]
}
