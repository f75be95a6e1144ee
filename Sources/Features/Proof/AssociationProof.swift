import Domain
import Storage
import Vault

/// P19: links have a maker and a moment. The rows against the accounts of their customer, and against the lines that
/// tying and untying left in the log.
struct AssociationProof: Proof {
    let rule = """
        A number or account is tied by somebody with a login at the customer, in one transaction with its leaf; a \
        number is sealed under the key of who has it.
        """
    let check = """
        Every association must name a maker of its own customer, and a leaf of that act, moment, customer and maker; \
        the same of its end; and a colleague has a sealed number exactly when one is tied to them.
        """
    private(set) var tally = Tally()

    private struct Row: Sendable {
        let name: String
        let customer: Customer.ID
        let made: Step
        let ended: Step?
    }

    private struct Step: Sendable {
        let account: Account.ID
        let isOfTheCustomer: Bool
        let at: Moment
        let leaf: LogLeaf?
    }

    mutating func conclude(_ scene: Scene) async throws {
        let rows = try await scene.data.read { transaction in
            try transaction.rows(
                """
                SELECT association_id, customer_id, made_by, made_at, made_leaf, ended_by, ended_at, ended_leaf
                FROM association ORDER BY association_id
                """
            ).map { row in
                let customer: Customer.ID = try row.id(1)
                return Row(
                    name: "association \(Hex.text(try row.blob(0)))", customer: customer,
                    made: try Self.step(row, from: 2, of: customer, in: transaction),
                    ended: try row.optionalInt(6) == nil
                        ? nil : try Self.step(row, from: 5, of: customer, in: transaction))
            }
        }
        let makers = Set(rows.flatMap { [$0.made.account, $0.ended?.account].compactMap(\.self) })
        let pseudonyms = try await scene.vault.pseudonyms(of: Array(makers))
        for row in rows {
            tally.examine()
            examine(row.made, .store, "made", row, pseudonyms)
            if let ended = row.ended { examine(ended, .destroy, "ended", row, pseudonyms) }
        }
        try await examineNumbers(scene)
    }

    private static func step(
        _ row: Storage.Row, from column: Int, of customer: Customer.ID, in transaction: Transaction
    ) throws -> Step {
        let account: Account.ID = try row.id(column)
        let isOfTheCustomer =
            try transaction.row(
                "SELECT 1 FROM account WHERE account_id = $1 AND customer_id = $2", account, customer) != nil
        let leaf = try transaction.row(
            "SELECT body FROM log_leaf WHERE leaf_id = $1", try row.blob(column + 2))
        return Step(
            account: account, isOfTheCustomer: isOfTheCustomer, at: try row.moment(column + 1),
            leaf: try leaf.flatMap { LogLeaf(bytes: try $0.blob(0)) })
    }

    private mutating func examine(
        _ step: Step, _ act: ProcessingAct, _ word: String, _ row: Row,
        _ pseudonyms: [Account.ID: Pseudonym.ID]
    ) {
        if !step.isOfTheCustomer { tally.find("\(row.name): \(word) by nobody of its customer") }
        guard let leaf = step.leaf, leaf.activity == .association, leaf.act == act else {
            tally.find("\(row.name): \(word) without a leaf")
            return
        }
        if leaf.at != step.at { tally.find("\(row.name): \(word) at another moment than its leaf says") }
        if leaf.organisation != .customer(row.customer) {
            tally.find("\(row.name): \(word) for another customer than its leaf says")
        }
        // Of who is gone the log no longer says who they were.
        if let maker = pseudonyms[step.account], leaf.actor != maker {
            tally.find("\(row.name): \(word) by somebody else than its leaf says")
        }
    }

    private mutating func examineNumbers(_ scene: Scene) async throws {
        let (loose, missing) = try await scene.data.read { transaction in
            (
                try transaction.rows(
                    """
                    SELECT v.person_id FROM sealed_value v WHERE v.field = 'work_number' AND NOT EXISTS (
                        SELECT 1 FROM association a WHERE a.account_id = v.account_id AND a.holds_number = 1
                        AND a.ended_at IS NULL)
                    """
                ).map { Hex.text(try $0.blob(0)) },
                try transaction.rows(
                    """
                    SELECT a.association_id FROM association a
                    WHERE a.holds_number = 1 AND a.ended_at IS NULL AND NOT EXISTS (
                        SELECT 1 FROM sealed_value v WHERE v.account_id = a.account_id AND v.field = 'work_number')
                    """
                ).map { Hex.text(try $0.blob(0)) }
            )
        }
        for row in loose { tally.find("account \(row): a number that is not tied") }
        for row in missing { tally.find("association \(row): its number is not sealed") }
    }
}
