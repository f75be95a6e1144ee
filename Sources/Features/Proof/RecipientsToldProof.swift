import Domain
import Storage
import Vault

/// P63: recipients are told. The acts and who got what, both from the log, against the ledger.
struct RecipientsToldProof: Proof {
    let rule = """
        Every correction, erasure and restriction writes a line in the ledger for each recipient that got the data, in \
        its own transaction.
        """
    let check = """
        For every such act in the log the recipients are found again from what was sent before it, with the statement's \
        register; each must have its line in the ledger. No line may wait longer than a month, nor stand for an act that \
        the log does not have.
        """
    private(set) var tally = Tally()
    private static let patience = CalendarTerm.months(1)

    mutating func conclude(_ scene: Scene) async throws {
        let start = max(
            try await RightsSchema.since(scene),
            try scene.statement.term(of: .rightsRequest).start(endingAt: scene.now))
        var last: [UInt8] = []
        while true {
            let page = try await LogSweep.page(after: last, in: scene.data)
            guard let end = page.last else { break }
            for row in page {
                guard let leaf = row.leaf, leaf.at > start, let act = RecipientAct(leaf) else { continue }
                tally.examine()
                try await examine(leaf, act, row.name, scene)
            }
            last = end.id
        }
        try await examineLedger(scene)
    }

    private mutating func examine(
        _ act: LogLeaf, _ kind: RecipientAct, _ name: String, _ scene: Scene
    ) async throws {
        let (sent, told) = try await scene.data.read { transaction in
            (
                try transaction.rows(
                    "SELECT body FROM log_leaf WHERE subject = $1 AND at <= $2", act.subject, act.at
                ).compactMap { LogLeaf(bytes: try $0.blob(0)) },
                Set(
                    try transaction.rows(
                        "SELECT recipient FROM recipient_notice WHERE leaf_id = $1 AND act = $2", act.id,
                        kind.rawValue
                    ).map { try $0.text(0) })
            )
        }
        let got = sent.reduce(into: Set<Recipient.ID>()) {
            $0.formUnion(scene.statement.recipients(of: $1, among: act.fields))
        }
        for recipient in got.subtracting(told).sorted() {
            tally.find("\(name): \(recipient) got it and is not told of its \(kind.rawValue)")
        }
    }

    private mutating func examineLedger(_ scene: Scene) async throws {
        let (late, loose) = try await scene.data.read { transaction in
            (
                try transaction.rows(
                    "SELECT notice_id FROM recipient_notice WHERE told_at IS NULL AND made_at <= $1",
                    Self.patience.start(endingAt: scene.now)
                ).map { Hex.text(try $0.blob(0)) },
                try transaction.rows(
                    """
                    SELECT notice_id FROM recipient_notice n
                    WHERE NOT EXISTS (SELECT 1 FROM log_leaf l WHERE l.leaf_id = n.leaf_id)
                    """
                ).map { Hex.text(try $0.blob(0)) }
            )
        }
        for id in late { tally.find("notice \(id): waits longer than a month") }
        for id in loose { tally.find("notice \(id): stands for nothing in the log") }
    }
}
