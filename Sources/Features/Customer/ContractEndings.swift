public import Domain
import Storage
public import Vault

/// What follows when an agreement ends, before it is done.
public struct EndingPreview: Sendable {
    public let contract: Contract
    public let customerName: String
    public let endUsers: Int
    public let administrators: Int
    /// When the last of its people's data is gone at the latest (P40).
    public let goneBy: Moment
}

/// Tells a customer's administrators and its people that an agreement has ended, what goes and when.
///
/// A job in bounded chunks: each moves the position and queues its mails in one transaction, so it can be stopped
/// anywhere, goes on there, and tells nobody twice.
public struct ContractEndings: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let outbox: Outbox
    public let wakeUps: WakeUp
    private static let chunk = 50

    public init(vault: Vault, statements: Statements, outbox: Outbox, wakeUps: WakeUp) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
        self.wakeUps = wakeUps
    }

    /// Nothing when there is no such agreement, or it has ended.
    public func preview(_ id: Contract.ID) async throws -> EndingPreview? {
        let term = try statements.current.term(of: .endUserData)
        return try await vault.data.read { transaction in
            guard let contract = try CustomerQueries.contract(id, in: transaction),
                contract.isActive(at: transaction.now),
                let known = try CustomerQueries.customer(contract.customer, in: transaction),
                let state = try CustomerQueries.agreements(of: contract.customer, in: transaction)
                    .first(where: { $0.contract.id == id })
            else { return nil }
            return EndingPreview(
                contract: contract, customerName: known.customer.name, endUsers: state.endUsers,
                administrators: try Administrators.all(of: contract.customer, vault: vault, in: transaction)
                    .count,
                goneBy: term.end(from: transaction.now))
        }
    }

    /// Tells everyone of every agreement that has ended.
    /// - Returns how many people were told.
    @discardableResult
    public func run() async throws -> Int {
        var told = 0
        while let ending = try await vault.data.read({ try EndingQueries.due(in: $0) }) {
            if ending.progress.administrators == nil { try await tellAdministrators(ending) }
            told += try await tellNext(ending)
        }
        return told
    }

    private func tellAdministrators(_ ending: OpenEnding) async throws {
        let recipients = try await Administrators(vault: vault).reachable(of: ending.contract.customer)
        let topic = MessageTopic.contractEnded(
            service: statements.current.service(ending.contract.service)?.name, goneBy: try goneBy(ending))
        try await vault.data.write { transaction in
            guard try EndingQueries.administratorsTold(recipients.count, of: ending, in: transaction) else {
                return
            }
            for recipient in recipients {
                try outbox.queue(
                    topic, to: .mail(recipient.address), language: recipient.language, keys: recipient.keys,
                    customer: ending.contract.customer, service: .administration, in: transaction)
            }
        }
        outbox.wake()
    }

    /// - Returns how many were told of this chunk; one that another worker was first with is told by that one.
    private func tellNext(_ ending: OpenEnding) async throws -> Int {
        let people = try await vault.data.read {
            try EndingQueries.people(
                after: ending.position, of: ending.contract.id, limit: Self.chunk, in: $0)
        }
        guard let last = people.last?.id else {
            try await vault.data.write { try EndingQueries.complete(ending.contract.id, in: $0) }
            return 0
        }
        let topic = MessageTopic.agreementEnded(goneBy: try goneBy(ending))
        let reachable = try await reachable(people.map(\.id))
        let told = try await vault.data.write { transaction in
            guard try EndingQueries.move(ending, to: last, in: transaction) else { return 0 }
            var told = 0
            for person in people {
                guard let reached = reachable[person.id], let keys = reached.keys else { continue }
                do {
                    try outbox.queue(
                        topic, to: reached.address.map(MessageAddress.mail), language: person.language,
                        keys: keys,
                        customer: ending.contract.customer, service: ending.contract.service, in: transaction)
                    if reached.address != nil { told += 1 }
                } catch VaultError.noSuchPerson {
                    // Erased between the reading of the address and this moment.
                    continue
                }
            }
            try EndingQueries.count(
                told: told, unreachable: people.count - told, of: ending.contract.id, in: transaction)
            return told
        }
        outbox.wake()
        return told
    }

    /// Reads the addresses side by side, so that the leaves of these reads share their commits. Who is erased or lost has
    /// no keys; who may not be written to has no address, and finds it in Mijn BuenO.
    private func reachable(_ people: [EndUser.ID]) async throws -> [EndUser.ID: Reached] {
        try await withThrowingTaskGroup(of: (EndUser.ID, Reached).self) { group in
            for person in people {
                group.addTask { (person, try await Reached(person, vault: vault, opensAddress: true)) }
            }
            var result: [EndUser.ID: Reached] = [:]
            for try await (person, reached) in group { result[person] = reached }
            return result
        }
    }

    private func goneBy(_ ending: OpenEnding) throws -> Moment {
        try statements.current.term(of: .endUserData).end(from: ending.progress.ends)
    }
}

extension VaultError {
    /// Somebody who is gone, locked or damaged stops the telling of nobody else.
    var isAboutOnePerson: Bool {
        switch self {
        case .noSuchPerson, .restricted, .damaged: true
        default: false
        }
    }
}
