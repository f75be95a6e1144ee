import ArgumentParser
import Domain
import Features
import Foundation
import ServiceLifecycle
import Vault

/// A batch of very many codes as a caseworker orders it: how long making takes, how long others wait for their writes
/// meanwhile, and how long its page takes afterwards: from the features, and with `port` also over HTTP.
struct CodesBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "codes", shouldDisplay: false)

    @OptionGroup var options: BenchOptions

    @Option var count = CodeBatch.codesMax
    @Option var pages = 400
    @Option var port: Int?
    @Option var sessionFile: String?

    /// The light load beside it: fifty small transactions a second.
    private static let writesEvery = Duration.milliseconds(20)

    func run() async throws {
        try await BenchWorld.with(options) { world in
            let (worker, session) = try await world.caseworker()
            let batch = try await make(count, by: worker, in: world)
            var (page, file) = (Latencies(), Latencies())
            for turn in 0..<pages {
                let start = ContinuousClock.now
                try await look(at: batch, turn: turn, as: worker, in: world)
                page.add(ContinuousClock.now - start)
            }
            page.report("batch_page")
            for _ in 0..<3 {
                let start = ContinuousClock.now
                guard
                    try await world.services.batchDownloads.codes(of: batch, by: worker).letters.count
                        == count
                else { throw BenchWorld.Stuck() }
                file.add(ContinuousClock.now - start)
            }
            file.report("codes_opened")
            try await serve(batch, to: worker, session, in: world)
        }
    }

    private func make(_ count: Int, by worker: Worker, in world: BenchWorld) async throws -> CodeBatch.ID {
        let services = world.services
        let beside = try await services.batchOrders.place(order(1), by: worker)
        let start = ContinuousClock.now
        let batch = try await services.batchOrders.place(order(count), by: worker)
        let others = Task {
            var waits = Latencies()
            while !Task.isCancelled {
                let start = ContinuousClock.now
                try await Self.write(to: beside, by: worker, in: world)
                waits.add(ContinuousClock.now - start)
                try? await Task.sleep(for: Self.writesEvery)
            }
            return waits
        }
        while try await services.batchMaker.run() {}
        let taken = (ContinuousClock.now - start).seconds
        others.cancel()
        report("codes_made_s", taken)
        report("codes_made_per_s", Double(count) / taken)
        try await others.value.report("write_beside")
        return batch
    }

    /// Its page over HTTP, beside the same light writing, until the program is told to stop. Who asks finds the session
    /// and the batch in a file.
    private func serve(
        _ batch: CodeBatch.ID, to worker: Worker, _ session: Token, in world: BenchWorld
    ) async throws {
        guard let port, let sessionFile else { return }
        let beside = try await world.services.batchOrders.place(order(1), by: worker)
        try "\(session.reveal())\n\(batch)\n".write(toFile: sessionFile, atomically: true, encoding: .utf8)
        try await PageServer.serve(world, port: port) { logger in
            [
                Repeating("writer", every: Self.writesEvery, logger: logger) {
                    try await Self.write(to: beside, by: worker, in: world)
                }
            ]
        }
    }

    /// One small transaction of a colleague: labels that only they can read.
    private static func write(to batch: CodeBatch.ID, by worker: Worker, in world: BenchWorld) async throws {
        let parts = [16, 12, 1_024 + 16]
            .map { Base64.text([UInt8](repeating: 7, count: $0)) }
        try await world.services.batchLabels.store(
            (["v1"] + parts).joined(separator: "."), of: batch, by: worker)
    }

    private func order(_ count: Int) -> BatchOrder {
        BatchOrder(count: count, lastDay: CalendarDay(of: SystemClock().now() + .days(90)), reason: "meting")
    }

    /// All that the page of a batch asks for, each time another part of it.
    private func look(
        at batch: CodeBatch.ID, turn: Int, as worker: Worker, in world: BenchWorld
    ) async throws {
        let (overview, pages) = (world.services.batchOverview, max(1, count / LetterPage.lettersMax))
        _ = try await overview.batch(batch, for: worker)
        _ = try await overview.waiting(of: batch, for: worker)
        _ = try await world.services.batchStatistics.usedPerWeek(for: worker)
        let status: Letter.Status? = [nil, .unused, .used][turn % 3]
        _ = try await overview.letters(
            of: batch, number: nil, status: status, page: turn * 7_919 % pages + 1, for: worker)
    }
}

extension BenchWorld {
    /// Somebody at the customer who makes codes.
    fileprivate func caseworker() async throws -> (Worker, Token) {
        let address = "collega\(Int.random(in: 0..<1_000_000))@example.nl"
        try await services.accounts.invite(
            Invitee(name: "Collega", emailAddress: address, roles: [.caseworker]),
            to: .customer(try await contract().customer), by: nil, language: .dutch)
        while try await services.messenger.deliverNext() {}
        guard let token = post.invitation(), let offer = try await services.welcome.offer(token) else {
            throw Stuck()
        }
        let code = try TOTP.code(secret: offer.secret, step: TimeStep.number(at: SystemClock().now()))
        let (session, _) = try await services.welcome.accept(
            token, password: Sensitive("zeven groene fietsen"), sealedSecret: offer.sealedSecret.reveal(),
            code: code.reveal(), device: .computer, language: .dutch)
        guard let worker = try await services.workSessions.worker(session) else { throw Stuck() }
        return (worker, session)
    }
}
