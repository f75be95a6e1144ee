import Domain
import Features
import Foundation
import PhoneNumbers
import Storage
import Vault

/// An installation to measure: real stores, real keys and invented people, without the web.
struct BenchWorld: Sendable {
    let data: Database
    let keys: Database
    let vault: Vault
    let services: Services
    let post: BenchPost

    struct Stuck: Error {}

    static func with(_ options: BenchOptions, _ body: (BenchWorld) async throws -> Void) async throws {
        try FileManager.default.createDirectory(atPath: options.directory, withIntermediateDirectories: true)
        let stores = try Stores.bench(options)
        try await stores.closing { try await body(try await BenchWorld(stores, options)) }
    }

    private init(_ stores: Stores, _ options: BenchOptions) async throws {
        let document = try StatementDocument.bundled(privacyContact: "privacy@example.nl")
        let rootPath = options.directory + "/root.key"
        let root =
            FileManager.default.fileExists(atPath: rootPath)
            ? try FileRootKey(path: rootPath) : try FileRootKey.create(path: rootPath)
        guard let site = PublicSite(url: "https://bueno.example.nl") else { throw Stuck() }
        (data, keys) = (stores.data, stores.keys)
        vault = try await Vault.open(
            data: data, keys: keys, roots: [root], policy: document.statement.policy,
            statementVersion: Int64(document.statement.version), demonstration: true)
        post = BenchPost()
        services = try await Services(
            vault: vault, document: document,
            outside: .init(
                site: site, numbers: PhoneNumbers(), mail: post, sms: post,
                processors: Processor.Declaration.invented,
                witness: try DirectoryWitness(directory: options.directory + "/witness"),
                clock: SystemClock(),
                onBackgroundFailure: { _ in }))
    }

    /// A municipality with a contract; the same on every call.
    func contract() async throws -> Contract {
        if let known = try await services.customers.list().first { return known.contract }
        return try await services.customers.register(
            name: "Gemeente Voorbeeld", kind: .municipality, registrationNumber: "12345678",
            service: .freeCalling,
            starts: SystemClock().now() - .days(30))
    }

    func codes(_ count: Int) async throws -> [EnrolmentCode] {
        try await services.codeBatches.issue(
            count, contract: try await contract().id, expires: SystemClock().now() + .days(365),
            reason: "meting",
            access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
        ).letters.map(\.code)
    }

    /// Runs the body while messages go out, with as many workers as a busy installation would have.
    func delivering<Result: Sendable>(
        workers: Int = 16, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let messenger = services.messenger
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                await messenger.run(workers: workers)
                return nil
            }
            group.addTask { try await body() }
            while let result = try await group.next() {
                if let result {
                    group.cancelAll()
                    return result
                }
            }
            throw Stuck()
        }
    }

    /// One invented person through the three screens, to the session.
    func enrol(_ person: Int, code: EnrolmentCode) async throws -> Token {
        let network = NetworkKey(hash: [UInt8(truncatingIfNeeded: person)])
        let number = "06\(12_340_000 + person)"
        let token = try await services.enrolments.begin(code: code.reveal(), network: network)
        try await services.enrolments.give(
            ContactForm(
                mobileNumber: number, emailAddress: "persoon\(person)@example.nl", age: .sixteenOrOlder),
            on: token, language: .dutch, network: network)
        guard let canonical = PhoneNumbers().mobileNumber(number) else { throw Stuck() }
        let secret = await post.secret(for: canonical)
        let enrolled = try await services.enrolments.prove(
            secret: secret, on: token, device: .phone, language: .dutch)
        guard case .active(let session) = enrolled else { throw Stuck() }
        return session
    }

    /// Enrols so many new people, a few at a time. Needs `delivering`.
    func people(_ count: Int, from first: Int) async throws -> [Token] {
        let codes = try await codes(count)
        return try await withThrowingTaskGroup { group in
            for (offset, code) in codes.enumerated() {
                group.addTask { try await enrol(first + offset, code: code) }
            }
            return try await group.reduce(into: [Token]()) { $0.append($1) }
        }
    }
}

extension Stores {
    fileprivate static func bench(_ options: BenchOptions) throws -> Stores {
        let now: @Sendable () -> Int64 = { SystemClock().now().milliseconds }
        func location(_ name: String) -> Database.Location {
            options.postgresql.map { .postgresql(connection: $0, schema: "\(options.schema)_\(name)") }
                ?? .sqlite(path: "\(options.directory)/\(name).sqlite")
        }
        return Stores(
            data: try Database.open(location("data"), schema: DataSchema.migrations, clock: now),
            keys: try Database.open(location("keys"), schema: KeySchema.migrations, clock: now))
    }
}
