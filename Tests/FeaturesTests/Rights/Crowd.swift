import Domain
import Features
import TestKit

/// Many invented people who do the same at the same time.
struct Crowd: Sendable {
    let world: World
    let members: [Member]

    struct Member: Sendable {
        let number: Int
        let token: Token
        let signedIn: SignedIn
    }

    static func enrol(_ numbers: some Sequence<Int>, for contract: Contract, in world: World) async throws
        -> Crowd
    {
        let numbers = Array(numbers)
        return try await enrol(numbers, codes: world.codes(numbers.count, for: contract), in: world)
    }

    static func enrol(_ numbers: [Int], codes: [EnrolmentCode], in world: World) async throws -> Crowd {
        let enrolments = world.services.enrolments
        let waiting = try await together(Array(zip(numbers, codes))) { number, code in
            let token = try await enrolments.begin(code: code.reveal(), network: World.network)
            try await enrolments.give(
                ContactForm(
                    mobileNumber: World.mobileNumber(number), emailAddress: World.emailAddress(number),
                    age: .sixteenOrOlder),
                on: token, language: .dutch, network: World.network)
            return (number, token)
        }
        let secrets = try await secrets(in: world)
        let members = try await together(waiting) { number, token in
            guard let secret = secrets[World.mobileNumber(number)] else { throw World.WorldFailure.noSecret }
            let enrolled = try await enrolments.prove(
                secret: secret, on: token, device: .phone, language: .dutch)
            guard case .active(let session) = enrolled,
                let signedIn = try await world.services.sessions.signedIn(session)
            else { throw World.WorldFailure.notSignedIn }
            return Member(number: number, token: session, signedIn: signedIn)
        }
        try await world.settle()
        return Crowd(world: world, members: members)
    }

    /// Everyone proves themselves by SMS and is erased; the job is finished once, at the end.
    func erase() async throws -> [ReceiptNumber] {
        let erasures = world.services.erasures
        _ = try await Self.together(members) { try await erasures.askProof(for: $0.signedIn, by: .sms) }
        let secrets = try await Self.secrets(in: world)
        let receipts = try await Self.together(members) { member in
            guard let secret = secrets[World.mobileNumber(member.number)] else {
                throw World.WorldFailure.noSecret
            }
            return try await erasures.erase(secret: secret, for: member.signedIn)
        }
        try await world.services.shredder.run()
        return receipts
    }

    /// The newest code per number, as the phones show it.
    private static func secrets(in world: World) async throws -> [String: String] {
        try await world.settle()
        var result: [String: String] = [:]
        for sent in world.outside.sent {
            guard case .sms(let sms) = sent, let secret = sent.secret else { continue }
            result["0" + sms.recipient.e164.reveal().dropFirst(3)] = secret
        }
        return result
    }

    private static func together<Item: Sendable, Result: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask { (index, try await work(item)) }
            }
            return try await group.reduce(into: [(Int, Result)]()) { $0.append($1) }
                .sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
