import Domain
import Foundation
import TestKit

/// A value that must be nowhere in the clear, and the ways in which it could lie somewhere.
struct Canary {
    enum Form: CaseIterable {
        case plain, utf16LittleEndian, utf16BigEndian
        /// The value can begin at each of three places in a group of base 64.
        case base64First, base64Second, base64Third
        case hex, upperHex

        /// The value in this form, without what depends on its neighbours.
        func bytes(of text: String) -> [UInt8] {
            let plain = Array(text.utf8)
            switch self {
            case .plain: return plain
            case .utf16LittleEndian: return plain.flatMap { [$0, 0] }
            case .utf16BigEndian: return plain.flatMap { [0, $0] }
            case .base64First: return Self.base64(plain, after: 0)
            case .base64Second: return Self.base64(plain, after: 1)
            case .base64Third: return Self.base64(plain, after: 2)
            case .hex: return Array(Hex.text(plain).utf8)
            case .upperHex: return Array(Hex.text(plain).uppercased().utf8)
            }
        }

        private static func base64(_ plain: [UInt8], after count: Int) -> [UInt8] {
            let bytes = [UInt8](repeating: 0, count: count) + plain
            let characters = Array(Data(bytes).base64EncodedString().utf8)
            // Characters that the value alone decides: from its first whole one to its last.
            return Array(characters[((count * 8 + 5) / 6)..<(bytes.count * 8 / 6)])
        }
    }

    /// What everybody in the crowd of tests is looked for by. The bare digits are in every way to write a number.
    static func patterns(of persons: some Sequence<Int>) -> [[UInt8]] {
        persons.flatMap { person -> [String] in
            let national = World.mobileNumber(person)
            let grouped = "\(national.prefix(2)) \(national.dropFirst(2).prefix(2)) "
            return [
                String(national.dropFirst()), grouped + national.dropFirst(4), World.emailAddress(person),
            ]
        }.flatMap { text in Form.allCases.map { $0.bytes(of: text) } }
    }
}
