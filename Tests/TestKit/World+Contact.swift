public import Domain
public import Features

/// People who ask something through the contact form, each with words of their own.
extension World {
    public struct Asker: Sendable {
        public let name: String
        public let phoneNumber: String
        public let emailAddress: String
        public let question: String

        public init(_ number: Int) {
            name = "Vrager Nummer\(number)"
            phoneNumber = "05031" + String(20_000 + number)
            emailAddress = "vrager\(number)@example.nl"
            question = "Kan ik met mijn kapotte toestel\(number) ook bellen?"
        }

        public var typed: TypedQuestion {
            TypedQuestion(
                name: name, phoneNumber: phoneNumber, emailAddress: emailAddress, question: question)
        }
    }

    /// Opened some time ago, as a person does, and sent now.
    public func arriving(
        _ typed: TypedQuestion, trap: String = "", openFor span: Moment.Span = .seconds(30),
        network: NetworkKey = World.network
    ) throws -> ArrivingQuestion {
        ArrivingQuestion(
            typed: typed, trap: trap,
            opened: try services.contactRequests.openedForm(at: clock.now() - span), network: network,
            language: .dutch)
    }

    @discardableResult
    public func askQuestion(_ number: Int) async throws -> ContactRequest.ID {
        try await askQuestion(Asker(number).typed)
    }

    @discardableResult
    public func askQuestion(_ typed: TypedQuestion) async throws -> ContactRequest.ID {
        let before = Set(try await services.contactRequests.inbox().open.map(\.id))
        try await services.contactRequests.receive(
            try arriving(typed, network: NetworkKey(hash: Identifier<Asker>.random().bytes)))
        let after = try await services.contactRequests.inbox().open.map(\.id)
        guard let id = after.first(where: { !before.contains($0) }) else { throw WorldFailure.noSecret }
        return id
    }

    /// Somebody who answers questions.
    public func answerer(_ number: Int = 90) async throws -> Domain.Actor {
        guard let actor = try await staff(number, roles: [.support]).worker.actor(in: [.support]) else {
            throw WorldFailure.notSignedIn
        }
        return actor
    }
}
