import Domain
import Features
import Foundation
import Storage
import Vault

/// People who enrol, and some who leave again, as fast as it goes. Each acknowledgement is a line on the output:
/// `E batch letter` is enrolled, `x batch letter` is about to ask for erasure, `X batch letter` is erased,
/// `F what` did not work.
struct HammerLoad: Sendable {
    let services: Services
    let post: DemonstrationPost
    let erases: Int

    private static let codesAtOnce = 1_000

    struct NoSecret: Error {}

    /// - Returns whether at least one person got through.
    func run(workers: Int, persons: Int?, isQuiet: Bool) async throws -> Bool {
        let (batch, letters) = try await codes()
        let queue = HammerQueue(letters: letters, limit: persons ?? letters.count)
        HammerLine.say("ready")
        return await withTaskGroup(of: Bool.self) { group in
            if !isQuiet {
                group.addTask { await background() }
            }
            for _ in 0..<workers {
                group.addTask { await work(queue, batch: batch, delivers: isQuiet) }
            }
            var (ended, anyone) = (0, false)
            while ended < workers, let one = await group.next() {
                ended += 1
                anyone = anyone || one
            }
            group.cancelAll()
            if isQuiet { await afterwards() }
            return anyone
        }
    }

    private func codes() async throws -> (CodeBatch.ID, [IssuedLetter]) {
        let now = SystemClock().now()
        let number = String(Int.random(in: 10_000_000...99_999_999))
        let contract = try await services.customers.register(
            name: "Gemeente Voorbeeld", kind: .municipality, registrationNumber: number,
            service: .freeCalling,
            starts: now - .days(1))
        return try await services.codeBatches.issue(
            Self.codesAtOnce, contract: contract.id, expires: now + .days(30), reason: "proef",
            access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
    }

    private func work(_ queue: HammerQueue, batch: CodeBatch.ID, delivers: Bool) async -> Bool {
        var anyone = false
        while let letter = await queue.next() {
            let name = "\(batch) \(letter.letterNumber)"
            do {
                let token = try await enrol(letter, of: batch, delivers: delivers) {
                    HammerLine.say("E \(name)")
                }
                anyone = true
                if erases > 0, letter.letterNumber.isMultiple(of: erases) {
                    HammerLine.say("x \(name)")
                    try await erase(letter, of: batch, token: token, delivers: delivers)
                    HammerLine.say("X \(name)")
                }
            } catch {
                HammerLine.say("F \(Failure.kind(of: error))")
            }
        }
        return anyone
    }

    private func enrol(
        _ letter: IssuedLetter, of batch: CodeBatch.ID, delivers: Bool, acknowledged: () -> Void
    ) async throws -> Token {
        let network = NetworkKey(hash: [1])
        let token = try await services.enrolments.begin(code: letter.code.reveal(), network: network)
        let form = HammerPerson(batch: batch, letter: letter.letterNumber)
        try await services.enrolments.give(
            ContactForm(
                mobileNumber: form.mobileNumber, emailAddress: form.emailAddress, age: .sixteenOrOlder),
            on: token, language: .dutch, network: network)
        let enrolled = try await services.enrolments.prove(
            secret: try await secret(of: form, delivers: delivers), on: token, device: .phone,
            language: .dutch)
        acknowledged()
        guard case .active(let session) = enrolled else { throw NoSecret() }
        return session
    }

    private func erase(
        _ letter: IssuedLetter, of batch: CodeBatch.ID, token: Token, delivers: Bool
    ) async throws {
        guard let signedIn = try await services.sessions.signedIn(token) else { throw NoSecret() }
        try await services.erasures.askProof(for: signedIn, by: .sms)
        let secret = try await secret(
            of: HammerPerson(batch: batch, letter: letter.letterNumber), delivers: delivers)
        _ = try await services.erasures.erase(secret: secret, for: signedIn)
    }

    /// Waits for the text message; one that never comes is an error, not a hang.
    private func secret(of person: HammerPerson, delivers: Bool) async throws -> String {
        guard let number = MobileNumber(e164: person.e164) else { throw NoSecret() }
        for _ in 0..<1_000 {
            if delivers { while try await services.messenger.deliverNext() {} }
            if let secret = post.secret(for: number) { return secret }
            if delivers { break }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw NoSecret()
    }

    /// What a server does beside its answers.
    private func background() async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await services.messenger.run(workers: 2, poll: .milliseconds(20)) }
            group.addTask { await repeating { try await services.logKeeper.run() } }
            group.addTask { await repeating { try await services.shredder.run() } }
            await group.waitForAll()
        }
        return false
    }

    private func afterwards() async {
        do {
            try await services.logKeeper.run()
            try await services.shredder.run()
        } catch {
            HammerLine.say("F background \(Failure.kind(of: error))")
        }
    }

    private func repeating(_ round: () async throws -> Void) async {
        while !Task.isCancelled {
            do {
                try await round()
            } catch {
                HammerLine.say("F background \(Failure.kind(of: error))")
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
    }
}

/// Hands out each code once.
private actor HammerQueue {
    private var letters: ArraySlice<IssuedLetter>

    init(letters: [IssuedLetter], limit: Int) {
        self.letters = letters.prefix(limit)
    }

    func next() -> IssuedLetter? { letters.popFirst() }
}

/// What the person with a letter gives: invented, and known again from the letter alone. Each batch has numbers of
/// its own, so that a message of an earlier run is not taken for one of this.
struct HammerPerson {
    let batch: CodeBatch.ID
    let letter: Int

    var mobileNumber: String { "0" + national }
    var e164: String { "+31" + national }
    var emailAddress: String { "persoon\(national)@example.nl" }

    private var national: String {
        let series = batch.bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } % 40_000
        return "6" + String(10_000_000 + series * 1_000 + letter)
    }
}
