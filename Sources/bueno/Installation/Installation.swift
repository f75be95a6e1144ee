import Domain
import Features
import Foundation
import PhoneNumbers
import Storage
import Vault

/// Both stores open, and everything the product does put together over them.
struct Installation: Sendable {
    let settings: Settings
    let data: Database
    let keys: Database
    let services: Services
    /// In a demonstration: what would have been sent.
    let mailbox: DemonstrationMailbox?
    let clock: any Clock

    /// Opens, runs the body and closes, also when the body throws.
    static func with<Result>(
        _ settings: Settings, _ body: (Installation) async throws -> Result
    ) async throws -> Result {
        let stores = try Stores.open(settings, clock: SystemClock())
        return try await stores.closing {
            let installation = try await Installation(
                settings, stores: stores, clock: SystemClock(), onFailure: { _ in })
            guard !Restoration.isPending(in: settings) else { throw VaultError.quarantined }
            return try await body(installation)
        }
    }

    init(
        _ settings: Settings, stores: Stores, clock: any Clock, observer: (any MessengerObserving)? = nil,
        onFailure: @escaping @Sendable (any Error) -> Void
    ) async throws {
        let document = try StatementDocument.bundled(privacyContact: settings.privacyContact)
        let vault = try await stores.vault(settings, document: document)
        let mailbox = DemonstrationMailbox(vault: vault)
        let outside = Services.Outside(
            site: settings.site, numbers: PhoneNumbers(), mail: try mailbox ?? settings.mailGateway(),
            sms: try mailbox ?? settings.smsGateway(),
            processors: mailbox == nil ? settings.processors : Processor.Declaration.invented,
            witness: try settings.witness(), clock: clock,
            messengerObserver: observer, identities: settings.identityGateway(clock: clock),
            onBackgroundFailure: onFailure)
        self.settings = settings
        (data, keys) = (stores.data, stores.keys)
        self.mailbox = mailbox
        self.clock = clock
        services = try await Services(vault: vault, document: document, outside: outside)
    }
}

extension Settings {
    var adminSocket: String { dataDirectory + "/admin.sock" }

    func witness() throws -> (any Witness)? {
        try witnessDirectory.map { try DirectoryWitness(directory: $0) }
    }
}
