import Domain

/// Shapes that lead to a person: an e-mail address, a phone number, an internet address (P02, P17).
enum PersonalPattern: String, CaseIterable, Sendable {
    case emailAddress = "an e-mail address"
    case phoneNumber = "a phone number"
    case internetAddress = "an internet address"

    /// Which shapes the text holds. It says that there is one, and never which.
    static func found(in text: some Sequence<UInt8>) -> Set<PersonalPattern> {
        let bytes = Array(text)
        var result: Set<PersonalPattern> = []
        if holdsEmailAddress(bytes) { result.insert(.emailAddress) }
        if holdsPhoneNumber(bytes) { result.insert(.phoneNumber) }
        if holdsInternetAddress(bytes) { result.insert(.internetAddress) }
        return result
    }

    /// Whether somebody can be reached by what is in the text.
    static func reachesSomebody(_ text: String) -> Bool {
        !found(in: text.utf8).isDisjoint(with: [.emailAddress, .phoneNumber])
    }

    private static func holdsEmailAddress(_ bytes: [UInt8]) -> Bool {
        for at in bytes.indices where bytes[at] == UInt8(ascii: "@") {
            let local = bytes[..<at].reversed().prefix { isWord($0) || "._%+-".utf8.contains($0) }
            let domain = bytes[(at + 1)...].prefix { isWord($0) || ".-".utf8.contains($0) }
            let labels = domain.split(separator: UInt8(ascii: "."))
            guard !local.isEmpty, labels.count >= 2, let last = labels.last, last.count >= 2,
                last.allSatisfy(isLetter)
            else { continue }
            // P02: `info@` and its like belong to an organisation.
            let isGeneral = GeneralMailbox.isGeneral(
                localPart: String(decoding: local.reversed(), as: UTF8.self),
                domain: String(decoding: domain, as: UTF8.self))
            if !isGeneral { return true }
        }
        return false
    }

    /// Ten digits from `0`, or a plus and at least eight, in one piece or in groups; a date is no number.
    private static func holdsPhoneNumber(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let isStart = isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "+")
            guard isStart, index == 0 || !isWord(bytes[index - 1]) else {
                index += 1
                continue
            }
            let (groups, end) = groups(bytes, from: index)
            let isBounded = end == bytes.count || !isWord(bytes[end])
            if isBounded, isPhoneNumber(groups, hasPlus: bytes[index] == UInt8(ascii: "+")) { return true }
            index = max(end, index + 1)
        }
        return false
    }

    /// Digits in groups that single spaces, dashes or dots part.
    private static func groups(_ bytes: [UInt8], from start: Int) -> (groups: [[UInt8]], end: Int) {
        var groups: [[UInt8]] = [[]]
        var index = bytes[start] == UInt8(ascii: "+") ? start + 1 : start
        while index < bytes.count {
            if isDigit(bytes[index]) {
                groups[groups.count - 1].append(bytes[index])
            } else if " -.".utf8.contains(bytes[index]), index + 1 < bytes.count, isDigit(bytes[index + 1]),
                groups.last?.isEmpty == false
            {
                groups.append([])
            } else {
                break
            }
            index += 1
        }
        return (groups, index)
    }

    private static func isPhoneNumber(_ groups: [[UInt8]], hasPlus: Bool) -> Bool {
        let digits = groups.joined().count
        if hasPlus { return (8...15).contains(digits) }
        let holdsYear =
            groups.count > 1
            && groups.contains { group in
                group.count == 4 && (group.starts(with: "19".utf8) || group.starts(with: "20".utf8))
            }
        let first = groups.joined().prefix(4)
        if first.elementsEqual("0031".utf8) { return digits == 13 }
        return digits == 10 && first.first == UInt8(ascii: "0") && !holdsYear
    }

    private static func holdsInternetAddress(_ bytes: [UInt8]) -> Bool {
        let isPart: (UInt8) -> Bool = { isHexDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
        return bytes.split { !isPart($0) && !isWord($0) }.contains { word in
            word.allSatisfy(isPart) && (isVersion4(word) || isVersion6(word))
        }
    }

    private static func isVersion4(_ word: ArraySlice<UInt8>) -> Bool {
        // A port behind it is no part of the address.
        let address = word.prefix { $0 != UInt8(ascii: ":") }
        let parts = address.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.compactMap {
            (1...3).contains($0.count) ? Int(String(decoding: $0, as: UTF8.self)) : nil
        }
        guard parts.count == 4, numbers.count == 4, numbers.allSatisfy({ (0...255).contains($0) }) else {
            return false
        }
        // Our own address leads to nobody.
        return numbers[0] != 127 && numbers != [0, 0, 0, 0]
    }

    private static func isVersion6(_ word: ArraySlice<UInt8>) -> Bool {
        let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.count <= 9,
            parts.allSatisfy({ $0.count <= 4 && $0.allSatisfy(isHexDigit) })
        else { return false }
        let isShortened = parts.dropFirst().dropLast().contains { $0.isEmpty }
        let filled = parts.count { !$0.isEmpty }
        // `::` and `::1` are our own address.
        return isShortened ? filled >= 2 : parts.count == 8 && filled == 8
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || byte == 0x5F }
    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
