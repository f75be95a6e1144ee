import Domain
import Storage
import Vault

/// P60: an answer within a month. Every request's dates are counted again from the day on which the log, and not the
/// request, says that it came in.
struct RightsTermProof: Proof {
    let rule = """
        One engine counts the last day of each request from the day it came in, and lets it be extended once, by two \
        months, within the first month and with reasons.
        """
    let check = """
        The last day of every request is counted again from its own line in the log; none may be past it, open or \
        answered, and an extension must have its reasons and its moment in the first month. Every line of a request in \
        the log must have its request, as long as its term lasts.
        """
    private(set) var tally = Tally()

    mutating func conclude(_ scene: Scene) async throws {
        try await RequestPages(scene).forEach { row in
            tally.examine()
            for fault in Self.faults(row, now: scene.now) {
                tally.find("request \(row.request.number): \(fault)")
            }
        }
        try await examineLost(scene)
    }

    static func faults(_ row: RequestPages.Row, now: Moment) -> [String] {
        var faults: [String] = []
        let request = row.request
        guard let leaf = row.leaf, leaf.act == .collect, leaf.activity == .rightsRequest else {
            return ["has no line in the log"]
        }
        if leaf.at != request.received { faults.append("came in on another day than the log says") }
        let due = RightsRequest.due(received: leaf.at, isExtended: request.extended != nil)
        if row.due != due { faults.append("is due on another day than a month counts") }
        let end = request.ended ?? now
        if end > due, request.state != .withdrawn {
            faults.append(request.state.isOpen ? "is overdue" : "was answered too late")
        }
        if let extended = request.extended {
            if extended >= RightsRequest.term.end(from: leaf.at) { faults.append("was extended too late") }
            if !row.hasDelay, !row.isGone { faults.append("was extended without reasons") }
        }
        return faults
    }

    /// A request that was taken out of the table has its line in the log still.
    private mutating func examineLost(_ scene: Scene) async throws {
        // A request lasts three months at most, and is kept for its term after that.
        let since = try scene.statement.term(of: .rightsRequest).start(endingAt: scene.now)
        let start = try await RightsSchema.since(scene)
        var last: [UInt8] = []
        while true {
            let page = try await LogSweep.page(after: last, in: scene.data)
            guard let end = page.last else { return }
            let collected = page.filter { row in
                guard let leaf = row.leaf else { return false }
                return leaf.act == .collect && leaf.activity == .rightsRequest && leaf.at > max(since, start)
            }
            let lost = try await scene.data.read { transaction in
                try collected.filter {
                    try transaction.row("SELECT 1 FROM rights_request WHERE leaf_id = $1", $0.id) == nil
                }
            }
            for row in lost { tally.find("\(row.name): its request is gone") }
            last = end.id
        }
    }
}

/// From when requests and notices are kept: what was done before has none.
enum RightsSchema {
    static func since(_ scene: Scene) async throws -> Moment {
        try await scene.data.read { transaction in
            try transaction.row("SELECT applied_at FROM schema_migration WHERE number = 13")?.moment(0)
                ?? Moment(milliseconds: 0)
        }
    }
}
