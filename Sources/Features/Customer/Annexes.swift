public import Domain
import Storage
public import Vault

/// One version of an annex, and how far it came.
public struct AnnexVersion: Sendable {
    public let version: Int
    public let sheet: DataSheet
    /// SHA-256 of the sheet's text, in hexadecimal: what is accepted.
    public let hash: String
    public let composed: Moment
    public let sent: Moment?
    public let accepted: Moment?
    public let acceptedBy: Account.ID?
}

/// An annex with all its versions, newest first.
public struct AnnexFile: Sendable {
    public let id: Annex.ID
    public let customer: Customer.ID
    public let customerName: String
    public let title: String
    public let versions: [AnnexVersion]
    /// The version that is agreed upon now; nothing while none is.
    public let activeVersion: Int?

    public var newest: AnnexVersion? { versions.first }
    /// A sheet that was sent and waits for the customer's answer.
    public var isWaiting: Bool { newest.map { $0.sent != nil && $0.accepted == nil } ?? false }
}

/// Custom work: composed by the office from the statement's catalogue, sent to the customer, accepted there, and only
/// then agreed upon (P20).
public struct Annexes: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let outbox: Outbox

    public init(vault: Vault, statements: Statements, outbox: Outbox) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
    }

    /// A new annex, or a new version of one: a changed sheet is never the same version.
    public func compose(
        _ draft: DataSheetDraft, for customer: Customer.ID, changing annex: Annex.ID? = nil, by worker: Worker
    ) async throws -> Annex.ID {
        let sheet = try draft.sheet(statements.current) {
            PersonalPattern.reachesSomebody($0)
        }
        let id = annex ?? .random()
        try await vault.data.write { transaction in
            guard try CustomerQueries.customer(customer, in: transaction) != nil else {
                throw AnnexRefusal.unknownCustomer
            }
            if let annex {
                guard try AnnexQueries.file(annex, in: transaction)?.customer == customer else {
                    throw AnnexRefusal.unknownAnnex
                }
            }
            try AnnexQueries.insert(
                sheet, as: id, of: customer, isNew: annex == nil, by: worker.account, in: transaction)
        }
        return id
    }

    /// Sends the newest version to the customer's administrators, by mail and as a task in their portal.
    public func send(_ id: Annex.ID, by worker: Worker) async throws {
        guard let file = try await file(id), let newest = file.newest else { throw AnnexRefusal.unknownAnnex }
        let recipients = try await Administrators(vault: vault).reachable(of: file.customer)
        try await vault.data.write { transaction in
            guard try AnnexQueries.send(id, newest.version, in: transaction) else {
                throw AnnexRefusal.alreadySent
            }
            for recipient in recipients {
                try outbox.queue(
                    .dataSheet(title: newest.sheet.title, version: newest.version),
                    to: .mail(recipient.address),
                    language: recipient.language, keys: recipient.keys, customer: file.customer,
                    service: .administration, in: transaction)
            }
        }
        outbox.wake()
    }

    /// The customer agrees with what it read: the version and the hash of the sheet that stood on its page.
    public func accept(_ id: Annex.ID, version: Int, hash: String, by worker: Worker) async throws {
        guard let customer = worker.customer, worker.roles.contains(.customerAdmin) else {
            throw AnnexRefusal.unknownAnnex
        }
        try await vault.data.write { transaction in
            guard let file = try AnnexQueries.file(id, in: transaction), file.customer == customer,
                let newest = file.newest, newest.sent != nil
            else { throw AnnexRefusal.unknownAnnex }
            guard newest.version == version, newest.hash == hash, newest.accepted == nil else {
                throw AnnexRefusal.otherVersion
            }
            try AnnexQueries.accept(id, newest, by: worker.account, in: transaction)
        }
    }

    /// Makes the agreement for custom work under the newest version, which the customer accepted; or moves it there.
    public func activate(_ id: Annex.ID, by worker: Worker) async throws {
        try await vault.data.write { transaction in
            guard let file = try AnnexQueries.file(id, in: transaction), let newest = file.newest else {
                throw AnnexRefusal.unknownAnnex
            }
            guard newest.accepted != nil else { throw AnnexRefusal.notAccepted }
            guard file.activeVersion != newest.version else { throw AnnexRefusal.alreadyActive }
            if file.activeVersion != nil {
                try AnnexQueries.move(id, to: newest.version, in: transaction)
                return
            }
            let contract = Contract(
                id: .random(), customer: file.customer, service: .custom, starts: transaction.now, ended: nil)
            try CustomerQueries.insert(contract, by: worker.account, in: transaction)
            try AnnexQueries.insert(contract.id, under: id, newest.version, in: transaction)
        }
    }

    /// Nothing when there is no such annex.
    public func file(_ id: Annex.ID) async throws -> AnnexFile? {
        try await vault.data.read { try AnnexQueries.file(id, in: $0) }
    }

    public func list(of customer: Customer.ID) async throws -> [AnnexFile] {
        try await vault.data.read { transaction in
            try AnnexQueries.ids(of: customer, in: transaction).compactMap {
                try AnnexQueries.file($0, in: transaction)
            }
        }
    }

    /// What the customer sees: only what was sent to it.
    public func list(for worker: Worker) async throws -> [AnnexFile] {
        guard let customer = worker.customer else { return [] }
        return try await list(of: customer).filter { file in file.versions.contains { $0.sent != nil } }
    }
}
