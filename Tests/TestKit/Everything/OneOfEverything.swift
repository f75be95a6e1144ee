public import Domain
public import Features
import Storage
import Vault

/// One human of whom the stores hold one of everything that they can hold: as an end user of free calling and of a
/// phone, with the same number and address, and halfway a third enrolment. Around them those who worked for them, a
/// neighbour who did the same, and somebody who asked a question.
///
/// `FootprintTests` holds it against the data map: a table or column of a person that stays empty here fails. Whoever
/// adds one lets it be filled below, in the file of its slice, through the feature that fills it.
public struct OneOfEverything: Sendable {
    public let world: World
    /// Signed in for free calling, in a session that shows the phone too.
    public let free: SignedIn
    public let session: Token
    public let phone: EndUser.ID
    /// Enrolled with the same organisations, and stays.
    public let neighbour: SignedIn
    /// The agreement behind their free calling.
    public let contract: Contract.ID
    /// Somebody of customer service.
    public let support: World.AtWork
    /// Who has a login, at the customers and in the office.
    public let accounts: [Account.ID]
    public let question: ContactRequest.ID
    /// Under whom the halfway enrolment will be.
    public let halfway: Person.ID

    /// A word in every text that the human gave, or that others wrote about them.
    public static let canary = "Kanarievogel"
    /// The human's number in the crowd of tests, and the one they are changing to.
    public static let number = 1
    public static let newNumber = 2
    public static let neighbourNumber = 3

    public var human: [Person.ID] { [free.person.person, phone.person] }
    public var everybody: [Person.ID] {
        human + [halfway, neighbour.person.person, question.person] + accounts.map(\.person)
    }

    /// What must be nowhere in the clear.
    public static let canaries: [String] =
        [number, newNumber].flatMap { person in
            let national = World.mobileNumber(person)
            return [String(national.dropFirst()), World.emailAddress(person)]
        } + [canary, canary.lowercased(), canary.uppercased(), "1987-03-09", "09-03-1987"]

    public static func with<Result>(
        _ engine: TestEngine, isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (OneOfEverything) async throws -> Result
    ) async throws -> Result {
        let provider = ToldProvider()
        return try await World.with(engine, identities: provider) { world in
            try await body(try await OneOfEverything(in: world, provider))
        }
    }

    /// - `provider`: of the world's identities.
    public init(in world: World, _ provider: ToldProvider) async throws {
        let office = try await Office(in: world)
        let customer = try await FreeCustomer(in: world, office)
        let mobile = try await MobileCustomer(in: world)
        let codes = try await world.codes(6, for: customer.contract)
        let phones = try await world.codes(3, for: mobile.contract)

        try await world.everyGuardian(
            codes: Array(codes[2...3]), looking: office.fenna.worker, bringing: customer.saar.worker)

        // As they came: by a code for free calling, and by one for a phone.
        let free = try await world.person(Self.number, code: codes[0]).person
        let other = try await world.person(Self.neighbourNumber, code: codes[1]).person
        let phone = try await world.apply(as: Self.canary, person: Self.number, code: phones[0])
        try await world.apply(as: "Buurman", person: Self.neighbourNumber, code: phones[1])
        try await world.everyAnswer(to: phone, number: Self.number, by: mobile.caseworker)
        try await customer.tieAll(letter: 1, in: world)
        try await office.work(on: Self.number, in: world)

        // What they ask themselves, and what is written to them.
        try await office.answerRights(free: free, phone: phone, number: Self.number, in: world)
        try await world.everyMessage(to: [free, phone])
        question = try await office.answerQuestion(in: world)
        try await office.turnAside(free, number: Self.number, customer, in: world)

        // What lasts an hour at most comes last.
        halfway = try await world.stopHalfway(Self.number, code: phones[2])
        neighbour = try await world.signIn(Self.neighbourNumber, as: other).signedIn
        try await customer.waitAtTheDoor(of: provider, in: world)
        let session = try await world.signIn(Self.number, as: free)
        try await office.orderToKeep(customer, in: world)
        try await world.guardiansAtTheDoor(codes: Array(codes[4...5]))
        try await world.beginChanges(session.signedIn)
        self.session = session.token
        self.free = session.signedIn
        self.phone = phone
        contract = customer.contract.id
        support = office.fenna
        accounts = try await world.accounts()
        self.world = world
    }
}

extension World {
    /// Signs in with a text message, and shows one enrolment of the human.
    public func signIn(
        _ number: Int, as person: EndUser.ID
    ) async throws -> (signedIn: SignedIn, token: Token) {
        let challenge = try await services.signIns.requestBySMS(
            mobileNumber: Self.mobileNumber(number), network: Self.network, language: .dutch)
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        let token =
            switch try await services.signIns.prove(secret: secret, on: challenge, device: .phone) {
            case .signedIn(let token): token
            // Somebody lives with them who reads their phone.
            case .askEmail, .askMobileNumber:
                try await services.signIns.proveOther(
                    Self.emailAddress(number), on: challenge, device: .phone)
            }
        guard let first = try await services.sessions.signedIn(token) else {
            throw WorldFailure.notSignedIn
        }
        guard person != first.person else { return (first, token) }
        guard try await services.sessions.show(person, for: first),
            let shown = try await services.sessions.signedIn(token)
        else { throw WorldFailure.notSignedIn }
        return (shown, token)
    }

    fileprivate func accounts() async throws -> [Account.ID] {
        try await data.read { transaction in
            try transaction.rows("SELECT account_id FROM account").map { try $0.id(0) }
        }
    }
}
