import Domain
import Features
import Vault

/// Children and their guardians: one who said yes on paper, one who took a yes back, one who is asked still, and one
/// whom a child is about to name. They are people of their own, beside the human.
extension World {
    static let child = 31
    static let otherChild = 32
    static let askedChild = 33
    static let comingChild = 34

    /// Before the human comes.
    func everyGuardian(codes: [EnrolmentCode], looking: Worker, bringing: Worker) async throws {
        let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 9, count: 200) + [0xFF, 0xD9]
        try await enrol(Self.child, code: codes[0], age: .underSixteen, guardianByMail: true)
        let papers = services.consentPapers
        guard let waiting = try await papers.waiting(for: bringing).first else {
            throw WorldFailure.notActive
        }
        try await papers.send(
            photo, version: try consentVersion(), for: waiting.id, by: bringing, language: .dutch)
        try await papers.take(waiting.id, by: looking)
        try await papers.accept(waiting.id, seen: clock.now(), by: looking)
        try await settle()
        try await services.ownGuardians.name(
            Self.guardianForm(Self.child), for: try await signIn(Self.child), language: .dutch)
        try await settle()
        let (session, guardian) = try await minor(Self.otherChild, code: codes[1])
        try await services.consents.withdraw(guardian, in: session)
        try await settle()
    }

    /// What lasts an hour at most: a child on its way in, a guardian on their way in, and one who came in.
    func guardiansAtTheDoor(codes: [EnrolmentCode]) async throws {
        try await enrol(Self.askedChild, code: codes[0], age: .underSixteen)
        guard let link = outside.lastLink() else { throw WorldFailure.noSecret }
        _ = try await services.guardianDoor.askCode(link: link, mobileNumber: "", network: Self.network)
        try await settle()
        _ = try await guardianAtDoor(Self.guardianNumber(Self.otherChild))
        let enrolments = services.enrolments
        let token = try await enrolments.begin(code: codes[1].reveal(), network: Self.network)
        try await enrolments.give(
            ContactForm(
                mobileNumber: Self.mobileNumber(Self.comingChild),
                emailAddress: Self.emailAddress(Self.comingChild), age: .underSixteen),
            on: token, language: .dutch, network: Self.network)
        try await enrolments.name(Self.guardianForm(Self.comingChild), on: token, language: .dutch)
        try await settle()
    }
}
