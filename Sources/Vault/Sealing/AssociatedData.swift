/// What a ciphertext is bound to, each part with its length in front so that no two contexts read alike.
enum AssociatedData {
    static func of(_ table: String, deployment: [UInt8], parts: [[UInt8]]) -> [UInt8] {
        var result: [UInt8] = []
        for part in [[SealedBytes.format], deployment, Array(table.utf8)] + parts {
            result.append(contentsOf: UInt32(part.count).bigEndianBytes)
            result.append(contentsOf: part)
        }
        return result
    }
}

extension FixedWidthInteger {
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
