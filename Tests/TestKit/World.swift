public import Domain
public import Features
import Foundation
import PhoneNumbers
public import Storage
public import Vault

/// A whole installation on one engine: fresh stores, a clock that stands still, and an outside that can be read.
public struct World: Sendable {
    public let store: TemporaryStore
    public let vault: Vault
    public let services: Services
    public let outside: CapturingGateway
    public let witness: DirectoryWitness
    public let clock: TestClock
    public var data: Database { store.data }
    public var keys: Database { store.keys }

    public static let network = NetworkKey(hash: [1])

    /// Builds it, runs the body, and removes every trace.
    ///
    /// - `faults`: stand in front of both stores and the witness.
    public static func with<Result>(
        _ engine: TestEngine, clock: TestClock = TestClock(), identities: (any IdentityProviding)? = nil,
        url: String = World.url, faults: Faults? = nil,
        isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (World) async throws -> Result
    ) async throws -> Result {
        await StoreTurns.shared.take()
        defer { StoreTurns.shared.giveBack() }
        let store = try await TemporaryStore(engine, clock: clock, faults: faults)
        do {
            let world = try await World(store: store, identities: identities, url: url)
            let result = try await body(world)
            await world.services.background.drain()
            await store.remove()
            return result
        } catch {
            await store.remove()
            throw error
        }
    }

    public static let url = "https://bueno.example.nl"

    /// - `identities`: the identity providers of customers; without them nobody signs on that way.
    public init(
        store: TemporaryStore, identities: (any IdentityProviding)? = nil, url: String = World.url
    ) async throws {
        let path = store.directory.path(of: "root.key")
        let root =
            FileManager.default.fileExists(atPath: path)
            ? try FileRootKey(path: path) : try FileRootKey.create(path: path)
        let document = try StatementDocument.bundled(privacyContact: "privacy@example.nl")
        let vault = try await Vault.open(
            data: store.data, keys: store.keys, roots: [root], policy: document.statement.policy,
            statementVersion: Int64(document.statement.version), demonstration: true,
            passwords: .quick)
        let outside = CapturingGateway()
        let witness = try DirectoryWitness(directory: store.directory.path(of: "witness"))
        guard let site = PublicSite(url: url) else { throw WorldFailure.badSite }
        services = try await Services(
            vault: vault, document: document,
            outside: .init(
                site: site, numbers: PhoneNumbers(), mail: outside, sms: outside,
                processors: Processor.Declaration.invented,
                witness: store.faults.map { FaultyWitness(inner: witness, faults: $0) } ?? witness,
                clock: store.clock, identities: identities, onBackgroundFailure: { _ in }))
        self.store = store
        self.vault = vault
        self.outside = outside
        self.witness = witness
        clock = store.clock
    }

    public enum WorldFailure: Error {
        case badSite, noSecret, notSignedIn, notActive
    }

    // MARK: - The cast

    /// A municipality with a contract for free calling.
    public func municipality(_ number: Int = 1) async throws -> Contract {
        try await services.customers.register(
            name: "Gemeente Voorbeeld \(number)", kind: .municipality,
            registrationNumber: String(10_000_000 + number), service: .freeCalling,
            starts: clock.now() - .days(30))
    }

    public func codes(_ count: Int, for contract: Contract, validFor span: Moment.Span = .days(365))
        async throws
        -> [EnrolmentCode]
    {
        try await services.codeBatches.issue(
            count, contract: contract.id, expires: clock.now() + span, reason: "proef",
            access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
        ).letters.map(\.code)
    }

    /// Sends what waits, and finishes what goes on in the background.
    public func settle() async throws {
        await services.background.drain()
        while try await services.messenger.deliverNext() {}
    }

    /// An invented number; the same `person` always has the same.
    public static func mobileNumber(_ person: Int) -> String { "06" + String(12_340_000 + person) }
    public static func emailAddress(_ person: Int) -> String { "persoon\(person)@example.nl" }

    /// Walks a person through the three screens.
    @discardableResult
    public func enrol(
        _ person: Int, code: EnrolmentCode, age: EndUser.DeclaredAge = .sixteenOrOlder,
        language: Language = .dutch, guardianByMail: Bool = false
    ) async throws -> Enrolled {
        let token = try await services.enrolments.begin(code: code.reveal(), network: Self.network)
        try await services.enrolments.give(
            ContactForm(
                mobileNumber: Self.mobileNumber(person), emailAddress: Self.emailAddress(person), age: age),
            on: token, language: language, network: Self.network)
        if age == .underSixteen {
            try await services.enrolments.name(
                Self.guardianForm(person, mail: guardianByMail), on: token, language: language)
        }
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        let enrolled = try await services.enrolments.prove(
            secret: secret, on: token, device: .phone, language: language)
        try await settle()
        return enrolled
    }

    /// Enrols and signs in.
    public func person(_ person: Int, code: EnrolmentCode) async throws -> SignedIn {
        guard case .active(let token) = try await enrol(person, code: code) else {
            throw WorldFailure.notActive
        }
        guard let signedIn = try await services.sessions.signedIn(token) else {
            throw WorldFailure.notSignedIn
        }
        return signedIn
    }

    /// Erases everything of who is signed in, and finishes the job.
    @discardableResult
    public func erase(_ signedIn: SignedIn) async throws -> ReceiptNumber {
        try await services.erasures.askProof(for: signedIn, by: .sms)
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        let receipt = try await services.erasures.erase(secret: secret, for: signedIn)
        try await services.shredder.run()
        return receipt
    }
}
