/// Caps on wrong guesses: per network, and over all. Pure; whoever holds it keeps it behind a lock.
///
/// Only failures count, so somebody with a right code or a right number is never in the way of the cap. When the
/// installation as a whole is under attack, a network that failed little before still has a few tries left: a flood
/// from elsewhere does not keep honest people out.
public struct GuessLimiter: Sendable {
    public struct Limits: Sendable {
        /// Failures of one network within the window.
        public let perNetwork: Int
        /// The same, while the global cap is reached.
        public let perNetworkUnderAttack: Int
        /// Failures of everyone together within the window.
        public let global: Int
        public let window: Moment.Span

        public init(perNetwork: Int, perNetworkUnderAttack: Int, global: Int, window: Moment.Span) {
            self.perNetwork = perNetwork
            self.perNetworkUnderAttack = perNetworkUnderAttack
            self.global = global
            self.window = window
        }

        /// Twelve typing errors per quarter of an hour; a thousand an hour over all keeps a hit on a live code
        /// under one in four thousand a year, with a million codes out.
        public static let codes = Limits(
            perNetwork: 12, perNetworkUnderAttack: 3, global: 250, window: .minutes(15))
        /// Passwords and codes of people who sign in for their work.
        public static let passwords = Limits(
            perNetwork: 20, perNetworkUnderAttack: 5, global: 500, window: .minutes(15))
        /// Questions through the contact form: a library with many people behind one address still gets through.
        public static let questions = Limits(
            perNetwork: 10, perNetworkUnderAttack: 1, global: 200, window: .minutes(60))
        /// Papers through the links of guardians, of up to ten mebibytes each: several families behind one address of a
        /// library still get through.
        public static let papers = Limits(
            perNetwork: 20, perNetworkUnderAttack: 3, global: 300, window: .minutes(60))
        /// Departures to other organisations' sign-in pages: a whole town hall may come by one address.
        public static let departures = Limits(
            perNetwork: 300, perNetworkUnderAttack: 60, global: 5_000, window: .minutes(15))
        /// Requests for a code by SMS or mail: they cost money and reach a person.
        public static let requests = Limits(
            perNetwork: 30, perNetworkUnderAttack: 5, global: 2_000, window: .minutes(15))
    }

    private let limits: Limits
    private var windowStart = Moment(milliseconds: 0)
    private var failures: [NetworkKey: Int] = [:]
    private var previous: [NetworkKey: Int] = [:]
    private var total = 0

    public init(limits: Limits) {
        self.limits = limits
    }

    /// Whether a network may try. Refuses with the minutes to wait.
    public mutating func admit(_ network: NetworkKey, at now: Moment) throws(TooManyGuesses) {
        advance(to: now)
        let cap = total >= limits.global ? limits.perNetworkUnderAttack : limits.perNetwork
        guard max(failures[network] ?? 0, previous[network] ?? 0) < cap else {
            throw TooManyGuesses(minutes: Int(limits.window.milliseconds / 60_000))
        }
    }

    public mutating func recordFailure(_ network: NetworkKey, at now: Moment) {
        advance(to: now)
        failures[network, default: 0] += 1
        total += 1
    }

    /// Two windows side by side: who was refused in the last one stays refused until a whole window passed.
    private mutating func advance(to now: Moment) {
        let elapsed = now - windowStart
        guard elapsed >= limits.window || now < windowStart else { return }
        let isNext = elapsed < .milliseconds(limits.window.milliseconds * 2) && now >= windowStart
        let refused = failures.filter { $0.value >= limits.perNetworkUnderAttack }
        previous = isNext ? refused.filter { $0.value >= limits.perNetwork } : [:]
        failures = [:]
        total = 0
        windowStart = now
    }
}

/// Too many wrong guesses from here; try again after so many minutes.
public struct TooManyGuesses: Error, Equatable, Sendable {
    public let minutes: Int
}

/// A keyed hash of a client's network, under a key that changes every hour and lives in memory alone: an IP address
/// is stored nowhere (P17).
public struct NetworkKey: Hashable, Sendable {
    private let hash: [UInt8]

    public init(hash: [UInt8]) {
        self.hash = hash
    }
}
