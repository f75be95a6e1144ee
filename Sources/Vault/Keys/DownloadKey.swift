public import Domain

/// The key of one file with codes, unwrapped: random, of that file alone, and for a day at most (P13).
///
/// It is destroyed as a person's key is, with a tombstone, and so it is numbered as one.
public struct DownloadKey: Sendable {
    public typealias ID = PersonKey.ID

    public let id: ID
    let key: LockedKey
}
