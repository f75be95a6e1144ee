import Domain
import Storage
import TestKit
import Vault

@testable import Features

/// A customer with somebody who makes codes.
struct BatchFixture: Sendable {
    let world: World
    let contract: Contract
    let worker: Worker

    init(_ world: World, customer: Int = 1, colleague: Int = 1, roles: Set<Role> = [.caseworker]) async throws
    {
        self.world = world
        contract = try await world.municipality(customer)
        worker = try await world.colleague(colleague, of: contract.customer, roles: roles).worker
    }

    var services: Services { world.services }

    /// A batch that is whole, however many codes it has.
    func batch(_ count: Int = 3, reason: String = "Energiehulp", days: Int64 = 60, mark: IssueMark? = nil)
        async throws -> CodeBatch.ID
    {
        let batch = try await services.batchOrders.place(
            BatchOrder(
                count: count, lastDay: CalendarDay(of: world.clock.now() + .days(days)), reason: reason,
                mark: mark),
            by: worker)
        while try await services.batchMaker.run() {}
        return batch
    }

    /// As they are downloaded, by who proved themselves just now.
    func codes(of batch: CodeBatch.ID) async throws -> [EnrolmentCode] {
        try await services.batchDownloads.codes(of: batch, by: proven).letters.map(\.code)
    }

    private var proven: Worker {
        Worker(
            session: worker.session, account: worker.account, pseudonym: worker.pseudonym, side: worker.side,
            customerName: worker.customerName, roles: worker.roles, language: worker.language,
            proven: world.clock.now(), unsigned: worker.unsigned)
    }

    func confirm(_ batch: CodeBatch.ID) async throws {
        try await services.batchDownloads.confirm(batch, shown: world.clock.now(), by: worker)
    }

    func row(_ batch: CodeBatch.ID) async throws -> BatchRow {
        try await world.data.read { try BatchQueries.batch(batch, of: contract.customer, in: $0) }
    }

    func letter(_ number: Int, of batch: CodeBatch.ID) async throws -> Letter? {
        try await services.batchOverview.letters(of: batch, number: number, status: nil, page: 1, for: worker)
            .letters.first
    }
}
