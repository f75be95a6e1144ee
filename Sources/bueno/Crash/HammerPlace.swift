import Domain
import Features
import Foundation
import PhoneNumbers
import Storage
import Vault

/// Where a hammer's installation lies: its stores, its root key and its witness.
struct HammerPlace: Sendable {
    let directory: String
    let postgresql: String?

    func open() throws -> Stores {
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let clock = SystemClock()
        let now: @Sendable () -> Int64 = { clock.now().milliseconds }
        return Stores(
            data: try Database.open(location("data"), schema: DataSchema.migrations, clock: now),
            keys: try Database.open(location("keys"), schema: KeySchema.migrations, clock: now))
    }

    func services(_ stores: Stores, post: DemonstrationPost) async throws -> Services {
        let root = "\(directory)/root.key"
        let key =
            FileManager.default.fileExists(atPath: root)
            ? try FileRootKey(path: root) : try FileRootKey.create(path: root)
        let document = try StatementDocument.bundled(privacyContact: "privacy@example.nl")
        let vault = try await Vault.open(
            data: stores.data, keys: stores.keys, roots: [key], policy: document.statement.policy,
            statementVersion: Int64(document.statement.version), demonstration: true)
        guard let site = PublicSite(url: "https://bueno.example.nl") else {
            throw Failure("The address of the site cannot be used.", exitCode: Exit.refused)
        }
        return try await Services(
            vault: vault, document: document,
            outside: .init(
                site: site, numbers: PhoneNumbers(), mail: post, sms: post,
                processors: Processor.Declaration.invented,
                witness: try DirectoryWitness(directory: "\(directory)/witness"), clock: SystemClock(),
                onBackgroundFailure: { HammerLine.say("F background \(Failure.kind(of: $0))") }))
    }

    private func location(_ name: String) -> Database.Location {
        guard let postgresql else { return .sqlite(path: "\(directory)/\(name).sqlite") }
        let schema = URL(fileURLWithPath: directory).lastPathComponent
        return .postgresql(connection: postgresql, schema: "\(schema)_\(name)")
    }
}
