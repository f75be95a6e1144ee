import Domain

/// A few calls at once to each customer's provider, and a short line behind them: one that hangs keeps no other
/// customer's people waiting.
actor ProviderTurns {
    private struct Line {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let runningMax: Int
    private let waitingMax: Int
    private var lines: [Customer.ID: Line] = [:]

    init(running: Int = 3, waiting: Int = 12) {
        runningMax = running
        waitingMax = waiting
    }

    /// Refuses with `busy` when the line is full.
    func run<Value: Sendable>(
        _ customer: Customer.ID, _ call: @Sendable () async throws(SignOnRefusal) -> Value
    ) async throws(SignOnRefusal) -> Value {
        try await enter(customer)
        defer { leave(customer) }
        return try await call()
    }

    func waiting(for customer: Customer.ID) -> Int { lines[customer]?.waiting.count ?? 0 }

    private func enter(_ customer: Customer.ID) async throws(SignOnRefusal) {
        let line = lines[customer] ?? Line()
        if line.running < runningMax {
            lines[customer, default: Line()].running += 1
            return
        }
        guard line.waiting.count < waitingMax else { throw .busy }
        // Whoever leaves hands over its place.
        await withCheckedContinuation { lines[customer, default: Line()].waiting.append($0) }
    }

    private func leave(_ customer: Customer.ID) {
        guard var line = lines[customer] else { return }
        if line.waiting.isEmpty {
            line.running -= 1
            lines[customer] = line.running == 0 ? nil : line
        } else {
            let next = line.waiting.removeFirst()
            lines[customer] = line
            next.resume()
        }
    }
}
