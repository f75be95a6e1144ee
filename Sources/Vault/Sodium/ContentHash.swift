/// SHA-256 of a published text, by which anybody can see that it did not change (P80).
public enum ContentHash {
    public static func sha256(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        Sodium.sha256(Array(bytes))
    }
}
