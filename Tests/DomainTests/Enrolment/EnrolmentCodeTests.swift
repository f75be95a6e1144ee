import Domain
import Testing

@Suite struct EnrolmentCodeTests {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private static func code() -> EnrolmentCode {
        var generator = SystemRandomNumberGenerator()
        return EnrolmentCode(random: &generator)
    }

    @Test func `a code reads back in any case, with spaces and dashes, and with look-alike letters`() throws {
        for _ in 0..<200 {
            let code = Self.code()
            let grouped = code.revealGrouped()
            #expect(try EnrolmentCode(typed: grouped) == code)
            #expect(try EnrolmentCode(typed: grouped.lowercased().replacing(" ", with: "-")) == code)
            let alike = code.reveal().replacing("0", with: "o").replacing("1", with: "L")
            #expect(try EnrolmentCode(typed: alike) == code)
        }
    }

    @Test func `every single wrong character is caught`() {
        for _ in 0..<20 {
            let characters = Array(Self.code().reveal())
            for position in characters.indices {
                for other in Self.alphabet where other != characters[position] {
                    var wrong = characters
                    wrong[position] = other
                    #expect(throws: CodeRefusal.malformed) { try EnrolmentCode(typed: String(wrong)) }
                }
            }
        }
    }

    @Test func `every swap of two different characters is caught`() {
        for _ in 0..<50 {
            let characters = Array(Self.code().reveal())
            for left in characters.indices {
                for right in characters.indices where left < right && characters[left] != characters[right] {
                    var wrong = characters
                    wrong.swapAt(left, right)
                    #expect(throws: CodeRefusal.malformed) { try EnrolmentCode(typed: String(wrong)) }
                }
            }
        }
    }

    @Test(arguments: ["", "7K4M", "7K4M 9QWX 3TRB 1", "UUUU UUUU UUUU", "7K4M 9QWX 3TR\u{0}", "🙂🙂🙂🙂"])
    func `what cannot be a code is malformed`(typed: String) {
        #expect(throws: CodeRefusal.malformed) { try EnrolmentCode(typed: typed) }
    }

    @Test func `a code prints nothing of itself`() {
        let code = Self.code()
        #expect(!"\(code)".contains(code.reveal().prefix(4)))
    }

    @Test(arguments: [
        (IssuedCode.State.issued, 10, true, nil as CodeRefusal?),
        (.issued, 0, true, .expired),
        (.issued, 10, false, .contractEnded),
        (.redeemed, 10, true, .alreadyRedeemed),
        (.revoked, 10, true, .revoked),
        (.redeemed, 0, false, .alreadyRedeemed),
    ])
    func `only an issued code within its time and contract may be redeemed`(
        state: IssuedCode.State, minutes: Int64, isActive: Bool, refusal: CodeRefusal?
    ) {
        let now = Moment(milliseconds: 1_000_000)
        let code = IssuedCode(
            id: .random(), customer: .random(), contract: .random(), state: state,
            service: .freeCalling, expires: now + .minutes(minutes),
            contractActive: isActive)
        if let refusal {
            #expect(throws: refusal) { try code.redeemable(at: now) }
        } else {
            #expect(throws: Never.self) { try code.redeemable(at: now) }
        }
    }
}
