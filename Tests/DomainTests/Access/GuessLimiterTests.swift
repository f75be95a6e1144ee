import Domain
import Testing

@Suite struct GuessLimiterTests {
    private let limits = GuessLimiter.Limits(
        perNetwork: 12, perNetworkUnderAttack: 3, global: 250, window: .minutes(15))
    private let start = Moment(milliseconds: 1_772_442_000_000)

    private func network(_ number: Int) -> NetworkKey {
        NetworkKey(hash: [UInt8(number >> 8), UInt8(number & 255)])
    }

    @Test func `one network gets twelve wrong guesses and is then told to wait`() throws {
        var limiter = GuessLimiter(limits: limits)
        for _ in 0..<12 {
            try limiter.admit(network(1), at: start)
            limiter.recordFailure(network(1), at: start)
        }
        #expect(throws: TooManyGuesses.self) { try limiter.admit(network(1), at: start) }
        #expect(throws: Never.self) { try limiter.admit(network(2), at: start) }
    }

    @Test func `waiting a window and a bit lets an honest person in again`() throws {
        var limiter = GuessLimiter(limits: limits)
        for _ in 0..<12 { limiter.recordFailure(network(1), at: start) }
        #expect(throws: TooManyGuesses.self) { try limiter.admit(network(1), at: start + .minutes(16)) }
        #expect(throws: Never.self) { try limiter.admit(network(1), at: start + .minutes(31)) }
    }

    @Test
    func `a hundred thousand guesses from two hundred networks get few tries, and a newcomer still gets in`()
        throws
    {
        var limiter = GuessLimiter(limits: limits)
        var tried = 0
        for guess in 0..<100_000 {
            let network = network(guess % 200)
            let now = start + .milliseconds(Int64(guess) * 9)
            do {
                try limiter.admit(network, at: now)
                tried += 1
                limiter.recordFailure(network, at: now)
            } catch {
                continue
            }
        }
        // Fifteen minutes of attack: the global cap, and three tries for each network that came later.
        #expect(tried <= 250 + 200 * 3 + 200)
        #expect(throws: Never.self) { try limiter.admit(network(999), at: start + .minutes(14)) }
    }

    @Test func `a clock that jumps back does not lock anyone out`() throws {
        var limiter = GuessLimiter(limits: limits)
        for _ in 0..<12 { limiter.recordFailure(network(1), at: start) }
        #expect(throws: Never.self) { try limiter.admit(network(1), at: start - .days(40)) }
    }
}
